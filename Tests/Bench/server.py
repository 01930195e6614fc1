#!/usr/bin/env python3
"""Serves chat answers of a chosen size on loopback, to measure a client. Prints its port.

The first part of the path chooses the answer: /text-N (N characters), /calls-N (N tool calls),
/stream-N-M (N events, one each M milliseconds), /silent, /reset, /endless. The time of the first
connection is printed after the port.
"""

import asyncio
import json
import time

MODEL = "bench"
MODELS = json.dumps({"object": "list", "data": [
    {"id": MODEL, "object": "model", "created": 1795261053, "owned_by": "bench"}]}).encode()


def head(status="200 OK", kind="application/json", length=None):
    size = "Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}"
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{size}\r\n\r\n".encode()


def completion(message, reason="stop"):
    tokens = len(message.get("content") or "") // 5 + 10 * len(message.get("tool_calls", [])) + 10
    return json.dumps({
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1795261053, "model": MODEL,
        "choices": [{"index": 0, "message": message, "finish_reason": reason}],
        "usage": {"prompt_tokens": 10, "completion_tokens": tokens, "total_tokens": 10 + tokens}}).encode()


def calls(count):
    return completion({"role": "assistant", "content": None, "tool_calls": [
        {"id": f"call_{n}", "type": "function",
         "function": {"name": "get_weather", "arguments": '{"location": "Zurich"}'}}
        for n in range(count)]}, "tool_calls")


def event(delta, reason=None):
    data = json.dumps({
        "id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1795261053, "model": MODEL,
        "choices": [{"index": 0, "delta": delta, "finish_reason": reason}]})
    return f"data: {data}\n\n".encode()


def chunk(data):
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


async def stream(writer, count, milliseconds):
    writer.write(head(kind="text/event-stream"))
    events = [event({"role": "assistant", "content": ""})]
    events += [event({"content": f"word{n} "}) for n in range(count - 2)]
    events += [event({}, "stop") + b"data: [DONE]\n\n"]
    if milliseconds == 0:
        writer.write(chunk(b"".join(events)))
    else:
        for data in events:
            writer.write(chunk(data))
            await writer.drain()
            await asyncio.sleep(milliseconds / 1000)
    writer.write(b"0\r\n\r\n")
    await writer.drain()


async def answer(writer, path, is_chat, asks_stream):
    kind, *numbers = path.split("-")
    if not is_chat:
        writer.write(head(length=len(MODELS)) + MODELS)
    elif kind == "silent":
        await asyncio.sleep(3600)
    elif kind == "reset":
        writer.transport.abort()
    elif kind == "endless":
        writer.write(head())
        while True:
            writer.write(chunk(b" " * 1000))
            await writer.drain()
            await asyncio.sleep(0.01)
    elif kind == "stream" and asks_stream:
        await stream(writer, int(numbers[0]), float(numbers[1]))
    else:
        body = calls(int(numbers[0])) if kind == "calls" else completion(
            {"role": "assistant", "content": "word " * (int(numbers[0]) // 5 if kind == "text" else 1)})
        writer.write(head(length=len(body)) + body)
    await writer.drain()


first = None
# The smallest chat is answered normally, so that a client begins.
chats = 0


async def serve(reader, writer):
    global first, chats
    if first is None:
        first = time.time()
        print(f"{first:.6f}", flush=True)
    try:
        while True:
            request = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = next((int(line.split(":")[1]) for line in request.split("\r\n")
                           if line.lower().startswith("content-length:")), 0)
            body = await reader.readexactly(length) if length else b""
            if "expect: 100-continue" in request.lower():
                writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            target = request.split(" ")[1]
            is_chat = target.endswith("/chat/completions")
            chats += is_chat
            path = target.split("/")[1] if not is_chat or chats > 1 else "text-10"
            await answer(writer, path, is_chat, b'"stream":true' in body)
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=4096, limit=1 << 24)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


try:
    asyncio.run(main())
except KeyboardInterrupt:
    pass
