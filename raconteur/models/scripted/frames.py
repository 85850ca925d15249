"""The shapes of OpenAI's answers."""

import json

from raconteur.models.scripted.answers import Asked, Said

Json = dict[str, object]


def chunk(asked: Asked, model: str, text: str = "", **more: object) -> Json:
    """One event of a stream. `more`: finish_reason, reasoning."""
    reasoning = more.pop("reasoning", None)
    choice: Json = {"index": 0, "finish_reason": None, **more}
    if not asked.chat:
        choice["text"] = text
    elif reasoning is not None:
        choice["delta"] = {"reasoning_content": reasoning}
    else:
        choice["delta"] = {"content": text} if text else {}
    kind = "chat.completion.chunk" if asked.chat else "text_completion"
    return {"id": "scripted", "object": kind, "model": model, "choices": [choice]}


def whole(asked: Asked, model: str, said: Said, reasoning: str | None) -> Json:
    """A whole answer."""
    text = "".join(said.pieces)
    choice: Json = {"index": 0, "finish_reason": said.finish}
    if asked.chat:
        message: Json = {"role": "assistant", "content": text}
        choice["message"] = message | ({"reasoning_content": reasoning} if reasoning else {})
    else:
        choice["text"] = text
    kind = "chat.completion" if asked.chat else "text_completion"
    counts = usage(asked, len(said.pieces))
    return {"id": "scripted", "object": kind, "model": model, "choices": [choice], **counts}


def usage(asked: Asked, completion: int) -> Json:
    prompt = len(asked.shown.split())
    counts = {"prompt_tokens": prompt, "completion_tokens": completion}
    return {"usage": counts | {"total_tokens": prompt + completion}}


def event(data: Json) -> bytes:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def problem(status: int, message: str) -> Json:
    """An error as llama.cpp and OpenAI put it."""
    return {"error": {"code": status, "message": message, "type": "scripted_error"}}
