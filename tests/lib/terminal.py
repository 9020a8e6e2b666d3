#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""terminal.py LOG SECONDS [TEXT KEYS]... -- COMMAND...: runs COMMAND on a terminal that reports
its status when it is asked (DSR 5). Waits for each TEXT, after the one before it, and types
KEYS (Python escapes). Writes what was shown to LOG, and prints the second of each TEXT. The last
line says how it ended: "ended with status N", or what was not shown."""
import os
import pty
import select
import signal
import sys
import time

log = open(sys.argv[1], "wb")
limit = time.time() + int(sys.argv[2])
end = sys.argv.index("--")
steps = list(zip(sys.argv[3:end:2], sys.argv[4:end:2]))
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[end + 1], sys.argv[end + 1:])
began = time.time()
shown = b""
while time.time() < limit:
    while steps and steps[0][0].encode() in shown:
        text, keys = steps.pop(0)
        shown = shown.partition(text.encode())[2]
        print("%d s: %s" % (time.time() - began, text), flush=True)
        if keys:
            # what asks may not listen yet
            time.sleep(1)
            os.write(fd, keys.encode("latin-1").decode("unicode_escape").encode("latin-1"))
    if not select.select([fd], [], [], 0.5)[0]:
        continue
    try:
        data = os.read(fd, 65536)
    except OSError:
        break
    if not data:
        break
    log.write(data)
    log.flush()
    shown += data
    if data.endswith(b"\033[5n"):
        os.write(fd, b"\033[0n")
else:
    os.kill(pid, signal.SIGTERM)
status = os.waitpid(pid, 0)[1]
if steps:
    print("not shown: " + steps[0][0])
else:
    print("ended with status %d" % (os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128))
