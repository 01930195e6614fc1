"""Runs the four steps against an endpoint with the official OpenAI client, as an agent does.

Usage: openai_client.py BASE_URL [MODEL]      (OPENAI_API_KEY contains the key, if there is one)

Prints one line per step. Exits with status 1 at the first failure.
"""

import json
import os
import sys

import openai
from openai.types.chat import ChatCompletion, ChatCompletionChunk, ChatCompletionMessage

QUESTION = "What is the current weather in Zurich? Call the get_weather tool to find out."
RESULT = {"location": "Zurich", "temp_c": 12, "condition": "cloudy"}
GET_WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "Get the current weather for a location.",
        "parameters": {
            "type": "object",
            "properties": {"location": {"type": "string", "description": "City name"}},
            "required": ["location"],
            "additionalProperties": False,
        },
    },
}


def validate_strictly(kind, value):
    """Requires every field that the client declares to have the declared type."""
    return kind.model_validate_json(value.model_dump_json(exclude_unset=True), strict=True)


def complete(client, **request):
    """Requests a non-streamed answer. Returns the message as a dict, and the finish reason."""
    completion = client.chat.completions.create(**request)
    validate_strictly(ChatCompletion, completion)
    assert completion.object == "chat.completion", completion.object
    assert completion.usage.total_tokens == (
        completion.usage.prompt_tokens + completion.usage.completion_tokens
    ), completion.usage
    [choice] = completion.choices
    return choice.message.model_dump(exclude_none=True), choice.finish_reason


def streamed(client, **request):
    """Requests a stream and joins its deltas, as agents do. Returns the same as `complete`."""
    content, calls, reasons, ids, usage = "", {}, [], set(), None
    options = {"include_usage": True}
    for chunk in client.chat.completions.create(**request, stream=True, stream_options=options):
        validate_strictly(ChatCompletionChunk, chunk)
        ids.add(chunk.id)
        assert usage is None, "a chunk after the usage"
        usage = chunk.usage
        for choice in chunk.choices:
            assert not reasons, "a choice after its finish reason"
            content += choice.delta.content or ""
            for delta in choice.delta.tool_calls or []:
                call = calls.setdefault(
                    delta.index,
                    {"type": "function", "function": {"name": "", "arguments": ""}},
                )
                if delta.id:
                    call["id"] = delta.id
                call["function"]["name"] += delta.function.name or ""
                call["function"]["arguments"] += delta.function.arguments or ""
            if choice.finish_reason:
                reasons.append(choice.finish_reason)
    [reason] = reasons
    assert len(ids) == 1, ids
    assert usage is not None, "no usage"
    message = {"role": "assistant", "content": content or None}
    if calls:
        message["tool_calls"] = [calls[index] for index in sorted(calls)]
    return message, reason


def chat_steps(client, model, send):
    """Runs steps 2 to 4 with one way of sending requests. Yields a line after each step."""
    request = {"model": model, "tools": [GET_WEATHER], "tool_choice": "auto"}
    conversation = [{"role": "user", "content": QUESTION}]

    message, reason = send(client, messages=conversation, **request)
    ChatCompletionMessage.model_validate(message)
    [call] = message["tool_calls"]
    assert reason == "tool_calls", reason
    assert call["function"]["name"] == "get_weather", call
    yield f"2 calls get_weather ({call['id']})"

    arguments = json.loads(call["function"]["arguments"])
    assert isinstance(arguments, dict), arguments
    assert arguments["location"] == "Zurich", arguments
    yield f"3 with arguments {arguments}"

    result = {"role": "tool", "tool_call_id": call["id"], "content": json.dumps(RESULT)}
    message, reason = send(client, messages=conversation + [message, result], **request)
    assert reason == "stop", reason
    assert not message.get("tool_calls"), message
    assert "12" in message["content"] and "cloudy" in message["content"], message
    yield f"4 answers {message['content']!r}"


def main(base_url, model=None):
    """Runs all steps: step 1 once, the others with and without streaming."""
    key = os.environ.get("OPENAI_API_KEY", "none")
    client = openai.OpenAI(base_url=base_url, api_key=key, max_retries=0, timeout=60)
    models = [listed.id for listed in client.models.list()]
    assert models, "no models are listed"
    model = model or models[0]
    assert model in models, models
    print(f"ok 1 lists {', '.join(models)}")
    for send in (complete, streamed):
        for line in chat_steps(client, model, send):
            print(f"ok {line}, {send.__name__}")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Exception as error:  # any exception is a failure of the endpoint
        print(f"not ok {type(error).__name__}: {' '.join(str(error).split())}")
        sys.exit(1)
