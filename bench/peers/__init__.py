"""Beside others: SillyTavern and the LiteLLM proxy, started in the same run.

They relay the same model (`bench/upstream.py`) and are asked for a streamed chat completion, in
rounds that take turns with ours, by the same readers on the same processors. To the first token:
from sending the request, on a connection that is open already, to having read the first token,
less what the same request needs when the model itself is asked: sample by sample, or of fifty
asked at one moment the difference of the medians; “not in time” is a median of more than five
seconds. Delivered and relayed are counted as ours are; the one stream is asked for as long an
answer as takes about four seconds, at most for ours. Memory is the proportional set size of all
their processes once a request was answered and they have come to rest. The median of the rounds,
and each round.

Ours asks the model for an outline first (taken off again) and has committed every token to its
database before it is read. They keep nothing; SillyTavern hands the model's bytes on without
looking at them, which is why nothing that reads and keeps a story relays one stream as fast.

SillyTavern is asked as its page asks it (`/api/backends/chat-completions/generate`, source
`custom`), in production mode, its page built beforehand, without whitelist and CSRF protection.
The LiteLLM proxy has one worker, one model, a master key and no database. Otherwise both are as
they come, installed from the locks in bench/peers/locked into `.cache/peers`, with no package's
install scripts run.
"""
