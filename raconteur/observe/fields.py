"""The fields a line of the log may have: those of the Elastic Common Schema, and our own.

A new one is a row here, a row of docs/logs.md, and one of the index template in ops/elastic.
"""

# What the formatter and each line's own code say; by the schema's names.
ECS = (
    *("@timestamp", "ecs.version", "message"),
    *("log.level", "log.logger"),
    *("log.origin.file.line", "log.origin.file.name", "log.origin.function"),
    *("process.pid", "process.name", "process.thread.id", "process.thread.name"),
    *("error.type", "error.message", "error.stack_trace"),
    *("event.id", "event.duration"),
    *("host.name", "service.name", "trace.id"),
    *("http.request.method", "http.response.status_code", "url.path"),
    *("gen_ai.request.model", "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens"),
)

# What the schema has no word for. ENDPOINT: the route's template;
ENDPOINT = "raconteur.endpoint"
STORY, PASSAGE, STATE = "raconteur.story.id", "raconteur.passage.id", "raconteur.passage.state"
OURS = (ENDPOINT, STORY, PASSAGE, STATE)

NAMES = frozenset((*ECS, *OURS))
