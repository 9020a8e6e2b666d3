# SPDX-License-Identifier: MIT
# report.py DIRECTORY: reads what tests/coverage/loader left there, and prints for each of the
# loader's scripts how many of its commands and statements were reached. With -v: which not.
#
# Shell: shfmt says on which lines each simple command stands, bash's trace which lines ran.
# A line counts once. awk: gawk's profile is the program laid out anew, a statement a line,
# with a count before each one that ran; the same program is laid out the same each time.
import collections
import glob
import json
import os
import re
import subprocess
import sys

verbose = "-v" in sys.argv
work = sys.argv[1]
skel = os.path.join(work, "tree", "initramfs-skel")
COMMANDS = {"CallExpr", "DeclClause", "TestClause", "ArithmCmd", "LetClause"}


def commands(path):
    """The line spans of the simple commands of a shell script, by the line each begins on."""
    with open(path, "rb") as script:
        tree = json.loads(subprocess.run(["shfmt", "-ln=posix", "-tojson"], stdin=script, capture_output=True, check=True).stdout)
    spans = {}

    def walk(node):
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            if node.get("Type") in COMMANDS:
                first, last = node["Pos"]["Line"], node["End"]["Line"]
                spans[first] = max(last, spans.get(first, 0))
            for one in node.values():
                walk(one)

    walk(tree)
    return spans


def traced():
    """For each script, by its name below initramfs-skel, the set of lines that ran."""
    ran = collections.defaultdict(set)
    line_of = re.compile(rb"^\++([^:\n]*):([0-9]+):", re.M)
    for trace in glob.glob(os.path.join(work, "traces", "*.sh")):
        with open(trace, "rb") as file:
            for source, line in set(line_of.findall(file.read())):
                match = re.search(r"(?:^|/)((?:lib/pxeboot|etc/udhcpc)/[^/]+|init)$", source.decode("utf-8", "replace"))
                if match:
                    ran[match.group(1)].add(int(line))
    return ran


def shell_rows():
    ran = traced()
    for directory, _, names in sorted(os.walk(skel)):
        for name in sorted(names):
            path = os.path.join(directory, name)
            short = os.path.relpath(path, skel)
            with open(path, "rb") as file:
                is_shell = name.endswith(".sh") or file.read(2) == b"#!"
            if not is_shell:
                continue
            spans = commands(path)
            missed = [first for first, last in spans.items() if not ran[short] & set(range(first, last + 1))]
            yield short, len(spans), sorted(missed)


def functions_of(path):
    with open(path, encoding="utf-8") as file:
        return set(re.findall(r"^function +(\w+)", file.read(), re.M))


def awk_rows():
    """A statement belongs to the file that has its function; what is outside of one to the last file."""
    programs = collections.defaultdict(list)
    for profile in glob.glob(os.path.join(work, "traces", "*.prof")):
        programs[tuple(os.path.basename(profile)[: -len(".prof")].split("+")[1:])].append(profile)
    total, missed = collections.Counter(), collections.defaultdict(list)
    for files, profiles in sorted(programs.items()):
        paths = {name: os.path.join(skel, "lib/pxeboot", name) for name in files}
        if not all(os.path.exists(path) for path in paths.values()):
            continue
        owner = {function: name for name, path in paths.items() for function in functions_of(path)}
        hit, layout = set(), None
        for profile in profiles:
            with open(profile, encoding="utf-8", errors="replace") as file:
                lines = file.read().split("\n")[1:]
            if len(lines) < 5:  # ended by a signal
                continue
            hit |= {n for n, line in enumerate(lines) if re.match(r" *[0-9]+  ", line[:12])}
            layout = layout or lines
        name, function = files[-1], ""
        for n, line in enumerate(layout or []):
            text = re.sub(r"^ *[0-9]+  ", "", line).strip()
            match = re.match(r"function +(\w+)", text)
            if match:
                function = match.group(1)
                name = owner.get(function, files[-1])
            if match or re.match(r"(\}.*|\{|(BEGIN|END) *\{|#.*|else.*|)$", text):
                continue
            total[name] += 1
            if n not in hit:
                missed[name].append(f"{function}: {text}")
    for name in sorted(total):
        yield "lib/pxeboot/" + name, total[name], missed[name]


sums = [0, 0]
for title, rows in (("commands", shell_rows()), ("statements", awk_rows())):
    for short, n, missed in rows:
        print(f"{100 * (n - len(missed)) / n if n else 100:6.1f} % of {n:4d} {title:10} {short}")
        if verbose:
            for where in missed:
                print(f"           not reached: {where}")
        sums[0] += n
        sums[1] += n - len(missed)
print(f"{100 * sums[1] / sums[0]:6.1f} % of {sums[0]:4d} commands and statements of the loader")
