#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""fuzz.py SECONDS SEED: changes the configurations of cases.txt at random and gives them to the
loader's program and to explain-pxeconfig. Whatever they hold, both end in time and complain
about nothing, write nothing but their files, give results of the form that the loader and others
rely on, and choose the same. Prints what it found, ends with 1 when it found something."""
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

top, build = os.environ["TOP"], os.environ["BUILD"]
seconds, seed = float(sys.argv[1]), int(sys.argv[2])
rng = random.Random(seed)

seeds = []
for line in open(os.path.join(top, "tests/loader/cases.txt"), encoding="latin-1"):
    if line.startswith("config: ") and "@long" not in line:
        text = line[8:-1].replace("\\\\", "\0").encode("latin-1")
        text = re.sub(rb"\\0([0-7]{3})", lambda m: bytes([int(m.group(1), 8)]), text)
        for escape, byte in ((b"\\n", b"\n"), (b"\\r", b"\r"), (b"\\t", b"\t"), (b"\\v", b"\v"), (b"\\f", b"\f")):
            text = text.replace(escape, byte)
        seeds.append(text.replace(b"\0", b"\\"))
words = sorted({w for s in seeds for w in re.findall(rb"[A-Za-z]+", s)})
nasty = [b"\0", b"\r", b"\n", b"\xff", b"\x01", b'"', b"'", b"`x`", b"$(x)", b"\\", b"%s", b"%n", b"-", b" ", b"\t",
         b"initrd=", b",", b"=", b"#", b"/", b"::", b"../", b"http://", b"\xef\xbb\xbf", b"9" * 30, b"0x", b"-1",
         b"A" * 5000, b"&", b"^", b"\x1a", b"\nMENU BEGIN\n", b"\nMENU END\n", b"\nINCLUDE self\n", b"\nTEXT HELP\n"]


def mutate(data):
    data = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        at = rng.randint(0, len(data))
        kind = rng.randint(0, 5)
        if kind == 0:
            data[at:at] = rng.choice(nasty)
        elif kind == 1:
            data[at:at] = b"\n" + rng.choice(words) + b" " + rng.choice(words) + b"\n"
        elif kind == 2 and data:
            del data[at:at + rng.randint(1, 10)]
        elif kind == 3 and at < len(data):
            data[at] = rng.randint(0, 255)
        elif kind == 4:
            data += rng.choice(seeds)
        else:
            lines = bytes(data).split(b"\n")
            rng.shuffle(lines)
            data = bytearray(b"\n".join(lines))
    return bytes(data)


FORM = re.compile(rb"label=[^\n]*\naction=(boot|menu|localboot|prompt|none)\n(kernel=[^\n]*\n)?"
                  rb"(initrd=[^\n,]*\n)*(cmdline=BOOT_IMAGE=[^\n]*(?<! )\n)?(append=1\n)?"
                  rb"timeout=\d+\ntotaltimeout=\d+\ncommand=[^\n]*\n"
                  rb"then=(boot|localboot|config|reboot|poweroff|none)\nprefix=[^\n]*\nsysappend=\d+\n"
                  rb"(closed=[^\n]*\n)?(onerror=1\n)?(pxeretry=\d+\n)?|foreign=[^\n]+\n")
GUEST = ["--mac=52:54:00:12:34:56", "--ip=10.0.0.5", "--server=127.0.0.1", "--bootfile=x/y"]
# what configurations lead to is asked for, where there is no network
ALONE = ["unshare", "-rn"] if subprocess.run(["unshare", "-rn", "true"], stderr=subprocess.DEVNULL, check=False).returncode == 0 else []


def run(*words):
    try:
        done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=60, cwd="/", check=False)
    except subprocess.TimeoutExpired:
        return 99, b"", b"took more than 60 s"
    return done.returncode, done.stdout, done.stderr


def resolve(work, *words):
    """What the loader's program writes, with what it can fetch: the configuration itself."""
    with open(os.path.join(work, "files"), "w", encoding="ascii") as f:
        f.write("1 tftp://127.0.0.1/x/self\n")
    status, _, console = run(*ALONE, os.path.join(build, "pxeboot"), "resolve", *GUEST, "--tries=1", "--dir=" + work, *words)
    return status, b"".join(line for line in console.splitlines(True) if not line.startswith(b"pxeboot["))


def trouble(work, data):
    """What is wrong with what the programs make of DATA, or None."""
    for name in ("config", "1", "self"):
        with open(os.path.join(work, name), "wb") as f:
            f.write(data)
    status, complaint = resolve(work, "auto")
    if complaint or status not in (0, 1, 4):
        return "resolve: status %d, %r" % (status, complaint[:300])
    with open(os.path.join(work, "choice"), "rb") as f:
        choice = f.read()
    if not FORM.fullmatch(choice):
        return "resolve gives %r" % choice
    keys = dict(line.split(b"=", 1) for line in reversed(choice.split(b"\n")[:-1]))
    if status != 4 and (status == 1) != (keys[b"then"] == b"none"):
        return "resolve: status %d, then=%r" % (status, keys[b"then"])
    os.rename(os.path.join(work, "choice"), os.path.join(work, "first"))
    words = rng.choice((("typed", "l x"), ("enter",), ("picked", "1"), ("failed", "l"), ("over",)))
    with open(os.path.join(work, "config"), "wb") as f:
        f.write(data)
    status, complaint = resolve(work, *words)
    if complaint or status not in (0, 1, 4):
        return "%s: status %d, %r" % (words, status, complaint[:300])
    status, out, complaint = run(os.path.join(build, "explain-pxeconfig"), *GUEST, "--quiet", "--lint", "--json", "--firmware", "--petitboot", "--uboot",
                                 os.path.join(work, "self"))
    if complaint or status not in (0, 1):
        return "explain-pxeconfig: status %d, %r" % (status, complaint[:300])
    said = json.loads(out.decode("utf-8"))
    if b"foreign" in keys:
        return None if said["then"] == "none" else "explain-pxeconfig boots what resolve does not"
    if said["action"].encode() != keys[b"action"] or said["then"] not in ("none", keys[b"then"].decode()) and \
            keys[b"then"] != b"config":
        return "resolve says %r, explain-pxeconfig %r" % (keys, said)
    return None


def main():
    work = tempfile.mkdtemp()
    count, found, end = 0, 0, time.time() + seconds
    while time.time() < end and found < 5:
        data = mutate(rng.choice(seeds))
        bad = trouble(work, data)
        extra = set(os.listdir(work)) - {"config", "1", "self", "files", "choice", "first", "notes", "texts"} - {str(n) for n in range(300)}
        if bad or extra:
            print("configuration %r\n  %s %s" % (data[:2000], bad, extra or ""))
            found += 1
        count += 1
    shutil.rmtree(work)
    print("%d configurations, seed %d, %d found" % (count, seed, found))
    return 1 if found else 0


sys.exit(main())
