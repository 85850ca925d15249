"""What each kind of server tells about itself: the fake plays one of them."""

from raconteur.models.scripted.frames import Json
from raconteur.models.scripted.script import Stage


def about(stage: Stage, method: str, path: str) -> Json | None:
    """The answer of `stage.role` to a question about the server; None where it has none."""
    if path in ("/v1/models", "/models"):
        return {"object": "list", "data": [_model(stage)]}
    if path == "/health" and stage.role != "plain":
        return {"status": "ok"}
    match stage.role, method, path:
        case "llama", "GET", "/props":
            settings = {"n_ctx": stage.context}
            return {"default_generation_settings": settings, "total_slots": 4, "is_sleeping": False}
        case "ollama", "GET", "/api/version":
            return {"version": "0.12.0"}
        case "ollama", "GET", "/api/tags":
            return {"models": [{"name": stage.model, "details": _details(stage)}]}
        case "ollama", "POST", "/api/show":
            info = {"scripted.context_length": stage.context}
            return {"details": _details(stage), "model_info": info}
    return None


def _model(stage: Stage) -> Json:
    model: Json = {"id": stage.model, "object": "model", "owned_by": "raconteur"}
    if stage.role == "llama":
        model["owned_by"] = "llamacpp"
        model["meta"] = {"n_params": stage.parameters, "n_ctx": stage.context}
    if stage.role == "vllm":
        model["owned_by"] = "vllm"
        model["max_model_len"] = stage.context
    return model


def _details(stage: Stage) -> Json:
    return {"format": "gguf", "parameter_size": f"{stage.parameters / 1e6:.2f}M"}
