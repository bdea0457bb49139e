"""What every response says to a browser, and what no request may be.

Our own pages carry no inline script or style, so their policy allows none. Datasette's own pages
have inline scripts; theirs allows these and still loads nothing from another host.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

LARGEST_BODY = 64_000
"""Bytes of a form: the longest note is 4,000 characters, and nothing else that is sent is long."""

_COMMON = "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
OUR_POLICY = (
    f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; {_COMMON}"
)
DATASETTE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    f"img-src 'self' data:; {_COMMON}"
)
OURS = b"x-audit-page"
"""A page of ours says so to the wrapper in this header, which goes no further."""

_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
)


def guarded(application: Application) -> Application:
    """`application` with safe headers on every response and a bound on every request's body."""

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        if declared_length(scope) > LARGEST_BODY:
            await _refuse(send)
            return
        await application(scope, _counted(receive), _with_headers(send))

    return guard


def declared_length(scope: Scope) -> int:
    """What the request says of its body's length; 0 where it says nothing that is a number."""
    lengths = [value for name, value in scope.get("headers") or () if name.lower() == b"content-length"]
    return int(lengths[0]) if lengths and lengths[0].isdigit() else 0


def _counted(receive: Receive) -> Receive:
    """`receive` that ends a body which grows past the bound, whatever length was declared."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LARGEST_BODY:
            return {"type": "http.request", "body": b"", "more_body": False}
        return message

    return counted


def _with_headers(send: Send) -> Send:
    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = dict(message, headers=_headers(list(message.get("headers") or ())))
        await send(message)

    return with_headers


def _headers(given: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    ours = any(name.lower() == OURS for name, _ in given)
    kept = [(name, value) for name, value in given if name.lower() != OURS]
    present = {name.lower() for name, _ in kept}
    policy = (b"content-security-policy", (OUR_POLICY if ours else DATASETTE_POLICY).encode())
    return kept + [header for header in (*_ALWAYS, policy) if header[0] not in present]


async def _refuse(send: Send) -> None:
    await send({"type": "http.response.start", "status": 413,
                "headers": [(b"content-type", b"text/plain; charset=utf-8"), *_ALWAYS]})  # fmt: skip
    await send({"type": "http.response.body", "body": b"What was sent is too large for a decision.\n"})
