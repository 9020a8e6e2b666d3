#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""fuzz.py SECONDS SEED: changes the configurations of cases.txt at random and runs the loader's
functions over them. Whatever they hold, dash with mawk and busybox must say the same, end in
time, complain about nothing, write nothing outside of their directory, and give a result of the
form that the loader relies on. Prints what it found, ends with 1 when it found something."""
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

top = os.environ["TOP"]
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


FORM = re.compile(rb"label=[^\n]*\naction=(boot|menu|localboot|prompt|none)\n"
                  rb"(kernel=[^\n]*\n(initrd=[^\n,]*\n)*cmdline=BOOT_IMAGE=[^\n]*(?<! )\n)?"
                  rb"(localboot=-?\d+\n)?(config=[^\n]+\nprefix=[^\n]*\n)?(special=(reboot|poweroff)\n)?"
                  rb"(command=[^\n]*\n)?(enter=\d+\n)?(password=1\n)?(refused=[^\n]*\n)?(protected=[^\n]*\n)*timeout=\d+\ntotaltimeout=\d+\n"
                  rb"then=(boot|localboot|config|reboot|poweroff|none)\n|no configuration\n")
SCRIPT = r"""
PXE_LIB=$TOP/initramfs-skel/lib/pxeboot ROOT=/nonexistent PXE_RUN=$1/run
cd "$1/cage" || exit 9
for lib in param config choice path search machine; do . "$PXE_LIB/$lib.sh"; done
log_say() { :; }
log_note() { :; }
config_fetch() { path_resolve "$1" || :; [ "$1" = self ] && cat "$2.none" "$PXE_RUN/../cfg" >"$2" 2>/dev/null; [ -s "$2" ]; }
PXE_MAC=52:54:00:12:34:56 PXE_IP=10.0.0.5 PXE_LOADPARM=''
path_set_prefix x/y ''
for cfg in "$1"/cfg.*; do
	cp "$cfg" "$1/cfg"
	if config_read "$cfg"; then choice_make; cat "$PXE_RUN/choice"; else echo "no configuration"; fi
	echo "== ${cfg##*.}"
done
"""


def run(work, name, argv, applets):
    directory = os.path.join(work, name)
    os.makedirs(os.path.join(directory, "run"), exist_ok=True)
    os.makedirs(os.path.join(directory, "cage"), exist_ok=True)
    env = dict(os.environ, LC_ALL="C")
    if applets:
        env["PATH"] = applets + ":" + env["PATH"]
    try:
        done = subprocess.run(argv + ["-c", SCRIPT, "sh", directory], env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
    except subprocess.TimeoutExpired:
        return None, b"took more than 120 s"
    trouble = done.stderr
    if os.listdir(os.path.join(directory, "cage")):
        trouble += b"wrote into the current directory"
    return done.stdout, trouble


def main():
    work = tempfile.mkdtemp()
    applets = os.path.join(work, "applets")
    os.mkdir(applets)
    busybox = shutil.which("busybox")
    if busybox:
        for applet in "awk sed tr head grep mkdir rm mv cp cat wc sort".split():
            os.symlink(busybox, os.path.join(applets, applet))
    runs = [("first", ["dash"], None)] + ([("busybox", [busybox, "ash"], applets)] if busybox else [])
    count, found, end = 0, 0, time.time() + seconds
    while time.time() < end and found < 5:
        batch = {b"%02d" % i: mutate(rng.choice(seeds)) for i in range(20)}
        results = {}
        for name, argv, path in runs:
            os.makedirs(os.path.join(work, name), exist_ok=True)
            for key, data in batch.items():
                with open(os.path.join(work, name, "cfg." + key.decode()), "wb") as f:
                    f.write(data)
            out, trouble = run(work, name, argv, path)
            if out is None or trouble:
                print("%s: %s" % (name, trouble[:500]))
                found += 1
            parts = re.split(rb"== (\d\d)\n", out or b"")
            results[name] = dict(zip(parts[1::2], parts[0::2]))
        for key, data in batch.items():
            said = [results[name].get(key) for name, _, _ in runs]
            if len(set(said)) != 1 or not said[0] or not FORM.fullmatch(said[0]):
                print("configuration %r\n  gives %r" % (data[:2000], said))
                found += 1
        count += len(batch)
    shutil.rmtree(work)
    print("%d configurations, seed %d, %d found" % (count, seed, found))
    return 1 if found else 0


sys.exit(main())
