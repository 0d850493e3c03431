"""Refuse every connection that leaves this machine.

Python imports a module of this name when it starts, if it finds one; see
`tools.offline`.
"""

import sys

_LOCAL = ("127.", "::1", "localhost", "0.0.0.0")
_CALLS = {"socket.connect", "socket.sendto", "socket.sendmsg"}


def _refuse(event, arguments):
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in _CALLS and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else str(host or "::1")
    if not host.startswith(_LOCAL):
        raise OSError(f"no network here: {host} is on another machine")


sys.addaudithook(_refuse)
