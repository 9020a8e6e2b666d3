#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The menu and the boot prompt: keys and what they lead to, as on a line-mode console and as on a
terminal with a cursor, and what is seen there, cell by cell. After each run the terminal must be
as it was. Called by menu.test."""
import os
import signal
import subprocess
import sys
import tempfile
import time

import console
from console import Menu

work = tempfile.mkdtemp()
url = console.serve()
tests = failed = 0


def tap(good, name, why=""):
    global tests, failed
    tests += 1
    failed += not good
    print(f"{'ok' if good else 'not ok'} {tests} - {name}", flush=True)
    if not good:
        print("\n".join("# " + row for row in str(why).split("\n")), flush=True)


def equal(name, got, wanted):
    tap(got == wanted, name, f"wanted: {wanted!r}\ngot:    {got!r}")


def run(config, mode, keys, **more):
    m = Menu(work + "/menu", url, config, mode, **more)
    m.type(keys)
    m.status = m.end()
    return m


def result(name, config, mode, keys, wanted, shows=(), hides=(), **more):
    """KEYS lead to WANTED; each of SHOWS is written: TEXT, or (TIMES, TEXT)."""
    m = run(config, mode, keys, **more)
    text = m.written.replace(b"\r", b"").decode("utf-8", "replace")
    why = f"wanted {wanted}, status {0 if 'none' not in wanted else 1}\ngot {m.result()}, status {m.status}\n{text!r}"
    good = m.result() == wanted and m.status == (1 if "none " in wanted else 0)
    for s in shows:
        times, s = s if isinstance(s, tuple) else (None, s)
        if (text.count(s) != times) if times is not None else (s not in text):
            good, why = False, f"not {times or ''} shown: {s}\n" + why
    for s in hides:
        if s in text:
            good, why = False, f"shown: {s}\n" + why
    tap(good, f"{mode}: {name}", why)
    return m


MENU = """UI menu.c32
MENU TITLE My menu
TIMEOUT 600
DEFAULT a x y
SAY hello
F1 help.txt
F2 long.txt
LABEL a
 MENU LABEL ^Alpha
 KERNEL ka
LABEL b
 MENU LABEL Beta ^two
 KERNEL kb
 TEXT HELP
 Help for beta
 ENDTEXT
MENU SEPARATOR
LABEL 7
 KERNEL k7
MENU BEGIN more
 MENU TITLE ^More things
 LABEL c
  KERNEL kc
 LABEL back
  MENU LABEL up
  MENU EXIT
MENU END
LABEL dis
 MENU DISABLE
 KERNEL kd
LABEL text
 MENU HELP help.txt
"""
FILES = {"help.txt": "the \033[31mred\017" + "07 help\n", "long.txt": "".join(f"line {n}.\n" for n in range(1, 51))}
A, B, C = ("typed boot %s: BOOT_IMAGE=k%s" % (x, x) for x in "abc")

# --- line by line
for name, keys, wanted, shows in (
    ("Enter boots DEFAULT, as in menu.c32 without its words", r"\n", A,
     ("hello", " * 1) Alpha", "   2) Beta two", "Automatic boot in 60 seconds.")),
    ("a number", r"2\n", B, ()),
    ("blanks around it", r"  2 \n", B, ()),
    ("a label with options", r"b foo=1 bar\n", B + " foo=1 bar", ()),
    ("a label that is a number comes before a number", r"7\n", "typed boot 7: BOOT_IMAGE=k7", ()),
    ("a submenu", r"4\n|1\n", C, ("\n  More things\n",)),
    ("a submenu and back", r"4\n|..\n|2\n", B, ()),
    ("back by an entry", r"4\n|2\n|2\n", B, ()),
    ("no such entry", r"99\n|2\n", B, ("there is no entry 99",)),
    ("a help text, without its escape sequences", r"F1\n|2\n", B, ("the red help",)),
    ("a text of an entry", r"5\n|2\n", B, ("the red help",)),
    ("a help text that is not there", r"F3\n|2\n", B, ("F3 has no text.",)),
    ("the list again", r"?\n|\n", A, ((2, "   2) Beta two"),)),
    ("a shell", r"!\n|echo shell-$((40+2))\n|exit\n|2\n", B, ("shell-42",)),
):
    result(name, MENU, "line", keys, wanted, shows, files=FILES)
result("no shell", MENU, "line", r"!\n|2\n", B, ("the shell is switched off: pxeboot.shell=0 is set",), ("; !: shell",),
       options=["--no-shell=pxeboot.shell=0 is set"])
result("a name that is not there leads back", MENU + "IMPLICIT 0\n", "line", r"nosuch x\n|2\n", B,
       ("there is no label nosuch",))
result("that is said which led back", MENU, "line", r"2\n", B, ("kernel is missing",), ("hello",),
       options=["--said=kernel is missing"])

# --- with a cursor
for name, keys, wanted, shows in (
    ("cursor down", r"\x1b[B|\r", B, ("Help for beta",)),
    ("cursor down in application mode, and up again", r"\x1bOB|\x1bOA|\r", A, ()),
    ("cursor keys with modifiers", r"\x1b[1;5B|\r", B, ()),
    ("of a terminal with 8-bit controls", r"\x9bB|\r", B, ()),
    ("control characters of menu.c32", r"\x0e|\x0e|\x10|\n", B, ()),
    ("a hot key", r"t|\n", B, ()),
    ("a hot key in capitals", r"T|\n", B, ()),
    ("End, Home", r"\x1b[F|\x1b[1~|\n", A, ()),
    ("Page Down stops at the end", r"\x1b[6~|\x1b[6~|\x1b[A|\r|\r", C, ()),
    ("into the submenu, Escape, back", r"m|\x1b[B|\x1b[B|\x1b[B|\r|\x1b|\x1b[H|\r", A, ()),
    ("Tab: the line of the entry", r"\x1b[B|\t| foo=1\r", B + " foo=1", ("kb foo",)),
    ("Tab: its cursor", r"\t|\x01|x/|\x05| y|\x1b[D|\x1b[D|1\r", "typed boot a: BOOT_IMAGE=x/ka1 y", ()),
    ("Tab: words and all of it are cut, and come back", r"\t| one two|\x17|\x19|\x19|\x15|\x19\r",
     A + " one twotwo", ()),
    ("Tab: to the end is cut; deleted to both sides", r"\t| abcdef|\x1b[D\x1b[D\x0b|\x7f|\x1b[D|\x1b[3~\r", A + " ab", ()),
    ("Tab: what was typed before", r"\t| one\x1b|\t|\x1b[A\x1b[B|\r", A, ()),
    ("Tab, Escape: nothing was changed", r"\t| foo=1|\x1b|\r", A, ()),
    ("Tab: UTF-8 is one character", r"\t| \xc3\xbc\x7fx\r", A + " x", ()),
    ("Escape: the prompt", r"\x1b|b foo=1\n", B + " foo=1", ("boot: ",)),
    ("Escape: the prompt; Escape: the menu again", r"\x1b|x\x1b|\x1b[B|\n", B, ()),
    ("Escape: the prompt; nothing: the menu again", r"\x1b|\n|\x1b[B|\n", B, ()),
    ("Tab at the prompt completes a label", r"\x1b|mo\x15te\t\x15b\t\n", B, ("text ",)),
    ("Tab at the prompt shows the labels", r"\x1b|\t|b\n", B, ("a b 7 c back text",)),
    ("the prompt knows what was typed", r"\x1b|?\n|!x\x15\x1b[A\x15b\n", B, ()),
    ("F1", r"\x1bOP|x|\n", A, ("the red help",)),
    ("F1 of the Linux console, F2 at its text", r"\x1b[[A|\x1b[12~|x|x|x|\n", A, ("line 50.",)),
    ("F2, a text longer than the screen", r"\x1bOQ|\x1b[B|x|x|\n", A, ("Any key shows more.", (1, "line 1."))),
    ("the text of an entry", r"\x1b[F|\r|x|\x1b[H|\r", A, ("the red help",)),
    ("a shell", r"!|echo shell-$((40+2))\n|exit\n|\n", A, ("shell-42",)),
):
    result(name, MENU, "full", keys, wanted, shows, files=FILES)
result("a hot key that starts its entry", "MENU IMMEDIATE\n" + MENU, "full", "t", B)
result("but not this one", "MENU IMMEDIATE\n" + MENU + "LABEL z\nMENU NOIMMEDIATE\nKERNEL kz\nMENU LABEL ^Zed\n", "full",
       r"z|\r", "typed boot z: BOOT_IMAGE=kz")
result("a line with a password is not shown", MENU + "LABEL p\nKERNEL http://u:secret@h/k\n", "full", r"\x1b[F|\t|\x1b[H|\r", A,
       ("has a URL with a password",), ("secret",))
result("the line has its type and what SYSAPPEND adds",
       "UI menu.c32\nLABEL l\nLINUX k.0\nAPPEND x\nINITRD i\nSYSAPPEND 2\n", "full", r"\t|\r",
       "typed boot l: BOOT_IMAGE=k.0 x initrd=i BOOTIF=01-52-54-00-12-34-56", (".linux k.0 x initrd=i BOOTIF=",),
       options=["--mac=52:54:00:12:34:56"])
for mode in "line", "full":
    hidden = MENU + "MENU HIDDEN\nMENU HIDDENKEY F3,^B,x b h\nMENU HIDDENKEY , file comma\n"
    result("MENU HIDDEN", hidden, mode, r"\n|2\n" if mode == "line" else r"y|\x1b[B|\n", B, ("shows the menu.",))
    timed = MENU.replace("TIMEOUT 600", "TIMEOUT 3\nONTIMEOUT b t\nMENU AUTOBOOT Starting in # second{,s}")
    result("nobody answers", timed, mode, "", "boot b: BOOT_IMAGE=kb t", ("Starting in 1 second",), ("{", "seconds"))
    result("nobody answers a menu that is hidden", timed + "MENU HIDDEN\n", mode, "", "boot b: BOOT_IMAGE=kb t")
    result("TOTALTIMEOUT goes on when keys are pressed", MENU.replace("TIMEOUT 600", "TOTALTIMEOUT 6"), mode,
           r"?\n" if mode == "line" else r"\x1b[B", "boot a: BOOT_IMAGE=ka")
    result("ALLOWOPTIONS 0", MENU.replace("UI menu.c32", "PROMPT 1\nALLOWOPTIONS 0"), mode, r"b foo\n", B)
    result("the prompt: Enter boots DEFAULT with its words", MENU.replace("UI menu.c32", "PROMPT 1"), mode, r"\n", A + " x y")
    result("the prompt", MENU.replace("UI menu.c32", "PROMPT 1"), mode, r"b foo\n", B + " foo", ("hello", "boot: "))
    result("a prompt without any label", "PROMPT 1\nTIMEOUT 100\n", mode, r"some/file x\n", "typed boot : BOOT_IMAGE=some/file x")
    result("nothing boots and nobody answers", "PROMPT 1\nSAY hi\n", mode, "", "none :", ("Another attempt in 1 second.",),
           options=["--patience=1"])
for key, wanted in (r"\x1bOR", B + " h"), (r"\x02", B + " h"), ("x", B + " h"), (",", "typed boot : BOOT_IMAGE=file comma"):
    result(f"MENU HIDDENKEY {key}", hidden, "full", key, wanted)
result("ALLOWOPTIONS 0 in a menu, as in menu.c32", MENU + "ALLOWOPTIONS 0\n", "full", r"\t|\x1b|\r", A,
       ("entries cannot be edited: ALLOWOPTIONS is 0", "there is no boot prompt: ALLOWOPTIONS is 0"))
result("noise on the line ends no time", timed, "full", r"\xff\xfe\xb2|\x1b[24;80R", "boot b: BOOT_IMAGE=kb t")
result("a menu in another configuration, and its texts", "UI menu.c32\nLABEL a\nCONFIG next dir/\n", "line", r"1\n|1\n",
       "typed boot n: BOOT_IMAGE=kn", ("second hello", "Next"),
       files={"next": "UI menu.c32\nMENU TITLE Next\nSAY second hello\nTIMEOUT 600\nLABEL n\nKERNEL kn\n"})
equal("the scripts find that configuration", open(work + "/menu/config", encoding="ascii").read()[:24], "UI menu.c32\nMENU TITLE N")
result("when the time is over, too", "UI menu.c32\nTIMEOUT 2\nLABEL a\nCONFIG next\n", "full", "", "boot n: BOOT_IMAGE=kn",
       files={"next": "UI menu.c32\nTIMEOUT 2\nLABEL n\nKERNEL kn\n"})
result("a configuration that is not there", "UI menu.c32\nLABEL a\nCONFIG next\nLABEL b\nKERNEL kb\n", "line", r"1\n|2\n", B,
       ("CONFIG next: not found",))
result("included files are fetched once", "UI menu.c32\nINCLUDE inc\nLABEL a\nKERNEL ka\n", "line", r"x y\n", "typed boot x: BOOT_IMAGE=kx y",
       files={"inc": "LABEL x\nKERNEL kx\nIMPLICIT 0\n"})
equal("by the loader's own client", console.Files.asked, ["/inc"])
m = result("DISPLAY", "DISPLAY d\nPROMPT 1\nLABEL a\nKERNEL ka\n", "full", r"~|\x1bOP|a\n", A, ("Welcome",),
           files={"d": "Welcome\x1a\nnot seen"})
equal("what DISPLAY wrote stays above the prompt", m.line(0), "Welcome")

# --- passwords
SHA1 = "$4$salt$" + "0LilOUZzqQltgk5Od5BoVJ06GOw"
CLOSED = """UI menu.c32
DEFAULT open
ALLOWOPTIONS 1
LABEL open
 KERNEL ko
LABEL safe
 MENU LABEL ^Safe
 MENU PASSWD secret
 KERNEL ks
LABEL hid
 MENU HIDE
 KERNEL kh
MENU BEGIN inside
 MENU PASSWD door
 LABEL inner
  KERNEL ki
MENU END
LABEL go
 MENU GOTO inside
LABEL ..
 KERNEL kd
MENU BEGIN free
 LABEL out
  KERNEL kout
MENU END
LABEL empty
 MENU PASSWD
 KERNEL ke
"""
OPEN, SAFE, INNER = (f"typed boot {x}: BOOT_IMAGE=k{y}" for x, y in (("open", "o"), ("safe", "s"), ("inner", "i")))
ASK, WRONG = "Password required: ", "Wrong password."
for name, keys, wanted, shows in (
    ("an entry with a password", r"2\n|secret\n", SAFE, (ASK, "2) Safe (password)", "3) inside ... (password)")),
    ("by its name", r"safe\n|secret\n", SAFE, (ASK,)),
    ("a wrong one", r"2\n|Secret\n|secret\n", SAFE, (WRONG,)),
    ("none: back to the menu", r"2\n|\n|open\n", OPEN, ("'safe' is protected by a password (MENU PASSWD)",)),
    ("what was typed before the question is not the answer", r"2\nsecret\n|\n|open\n", OPEN, ()),
    ("a submenu", r"3\n|door\n|1\n", INNER, ((1, ASK),)),
    ("a goto to it", r"4\n|door\n|1\n", INNER, ((1, ASK),)),
    ("a submenu that was left is closed again", r"3\n|door\n|..\n|3\n|x\n|\n|1\n", OPEN, ((3, ASK), WRONG)),
    ("an entry in a submenu, by its name", r"inner\n|door\n", INNER, ((1, ASK),)),
    ("an empty one cannot be given", r"empty\n|x\n|\n|open\n", OPEN, (WRONG,)),
    ("options", r"open x\n|safe x\n|open\n", OPEN,
     ((2, "an entry is chosen without options: the configuration has MENU PASSWD"),)),
    ("a file, a hidden entry", r"ks a\n|hid\n|open\n", OPEN,
     ("ks is not an entry of the menu, and nothing else can be chosen: the configuration has MENU PASSWD",
      "hid is not an entry of the menu")),
    ("a shell", r"!\n|open\n", OPEN, ("the shell is switched off: the configuration has MENU PASSWD",)),
    ("what is not protected", r"6\n|1\n", "typed boot out: BOOT_IMAGE=kout", ()),
):
    m = result(name, CLOSED, "line", keys, wanted, shows, hides=("secret", "door") if "before" not in name else ())
for name, keys, wanted, shows in (
    ("an entry with a password", r"s|\r|secret\r", SAFE, (ASK,)),
    ("corrected", r"s|\r|x\x7fsecrett\b\r", SAFE, ()),
    ("Escape", r"s|\r|sec\x1b|\x1b[H|\r", OPEN, ()),
    ("a submenu, left, and again", r"s|\x1b[B|\r|door\r|\x1b|\r|door\r|\r", INNER, ((2, ASK),)),
    ("Tab, Escape, a shell", r"\t|\x1b|!|\r", OPEN,
     ("entries cannot be edited: the configuration has MENU PASSWD", "there is no boot prompt: the configuration has MENU PASSWD",
      "the shell is switched off: the configuration has MENU PASSWD")),
):
    result(name, CLOSED, "full", keys, wanted, shows, hides=("secret", "door"))
MASTER = CLOSED + "MENU MASTER PASSWD " + SHA1 + "\nMENU PASSPROMPT Who are you\n"
for name, mode, keys, wanted, shows in (
    ("the master's opens an entry", "line", r"2\n|master\n", SAFE, ("Who are you: ",)),
    ("and one that nothing else opens", "line", r"empty\n|master\n", "typed boot empty: BOOT_IMAGE=ke", ()),
    ("and what is typed, once", "line", r"safe x\n|master\n", SAFE + " x", ((1, "Who are you: "),)),
    ("a hidden entry", "line", r"hid\n|master\n", "typed boot hid: BOOT_IMAGE=kh", ()),
    ("a file", "line", r"some/file\n|wrong\n|master\n", "typed boot : BOOT_IMAGE=some/file", (WRONG,)),
    ("a shell", "line", r"!\n|master\n|echo shell-$((40+2))\n|exit\n|open\n", OPEN, ("shell-42",)),
    ("without it", "line", r"open x\n|\n|open\n", OPEN, ("the configuration has MENU MASTER PASSWD",)),
    ("Tab", "full", r"\t|master\r| x\r", OPEN + " x", ()),
    ("Tab without it", "full", r"\t|no\r|\r|\r", OPEN, (WRONG,)),
    ("Escape; the prompt is open as long as a person is there", "full", r"\x1b|master\r|x\x15safe y\r", SAFE + " y",
     ((1, "Who are you: "),)),
    ("Escape, back, Escape", "full", r"\x1b|master\r|\r|\x1b|\r|\r", OPEN, ((2, "Who are you: "),)),
):
    result("MENU MASTER PASSWD: " + name, MASTER, mode, keys, wanted, shows, hides=("master\r", "master\n"))
for kind, text in (
    ("MD5", "$1$abcdefgh$OoCPPiXQoXwMhviRTYUiL0"), ("SHA-256", "$5$salt$17/PbGnIdHVWKc8MKtL6fr/txl1.AMa0rGGmVcbAW1/"),
    ("SHA-512", "$6$salt$VqFKUS9FVb8E79B2EQUEHwFDHKpgEwiU5gXBmzyJxhhViIKyjhJ/UMYlnk.Wa22tVZAmhvq2Zl8XVWY6Ok2Ht."),
    ("SHA-1", SHA1), ("SHA-1 without salt", "$4$Tyaur9sjZ2IKOTyXPt2+j4uEbr0="),
):
    result(f"a password as {kind}", f"UI menu.c32\nLABEL a\nMENU PASSWD {text}\nKERNEL ka\n", "full", r"\r|no\r|master\r", A, (WRONG,))
result("an unknown kind is never right", "UI menu.c32\nLABEL a\nMENU PASSWD $9$x\nKERNEL ka\nLABEL b\nKERNEL kb\n", "line",
       r"1\n|$9$x\n|\n|2\n", B, (WRONG,))
started = time.time()
m = Menu(work + "/menu", url, CLOSED + "TOTALTIMEOUT 12\n", "full")
m.type(r"s|\r|a\r|b\r|c\r")
m.settle()
equal("full: three wrong passwords cost a pause", m.line(23), "3 wrong passwords: 10 seconds until the next one")
os.write(m.fd, b"\rsecret\r")
equal("full: in which only time passes", (m.end(), m.result()), (0, "boot open: BOOT_IMAGE=ko"))
protected = CLOSED.replace("DEFAULT open", "DEFAULT safe words")
for mode in "line", "full":
    result("when the time is over a protected entry starts", protected + "TIMEOUT 2\n", mode, "", "boot safe: BOOT_IMAGE=ks")
    result("and from a menu that is hidden", protected + "TIMEOUT 2\nMENU HIDDEN\n", mode, "", "boot safe: BOOT_IMAGE=ks")
    result("TOTALTIMEOUT while it is asked for", protected + "TOTALTIMEOUT 4\n", mode, r"safe\n" if mode == "line" else r"\r",
           "boot safe: BOOT_IMAGE=ks", (ASK,))
result("Enter when DEFAULT is protected", protected, "line", r"\n|secret\n", SAFE)
result("a key of MENU HIDDENKEY asks", protected + "TIMEOUT 600\nMENU HIDDEN\nMENU HIDDENKEY x safe\n", "full", r"x|secret\r", SAFE, (ASK,))
result("hidden menu: two times Enter", protected + "TIMEOUT 600\nMENU HIDDEN\n", "line", r"\n|\n|\n|open\n", OPEN)
result("the end of the input", protected, "line", r"\x04", "typed none safe: BOOT_IMAGE=ks", ("'safe' is protected",))
equal("nothing of it is left for the scripts to start", m.dir and open(work + "/menu/person", encoding="ascii").read(), "0 1\n")
result("a prompt and a master password: the menu", MASTER.replace("UI menu.c32", "PROMPT 1"), "full", r"\x1b[B|\t|\x1b|\x1b[A|\n", OPEN)
result("an included password holds in the next configuration", "UI menu.c32\nINCLUDE passwords\nLABEL next\n CONFIG next.cfg\n", "line",
       r"1\n|open x\n|bad\n|\n|file\n|x\n", "typed boot : BOOT_IMAGE=file",
       ("the configuration has MENU MASTER PASSWD",),
       files={"passwords": "MENU MASTER PASSWD x\n", "next.cfg": "PROMPT 1\nLABEL open\n KERNEL ko\n"})
lock = ["--lock=pxeboot.edit=0 is set", "--no-shell=pxeboot.edit=0 is set"]
result("pxeboot.edit=0", MASTER, "line", r"open x\n|ko\n|!\n|..\n|open\n", OPEN, ((3, ": pxeboot.edit=0 is set"),), options=lock)
result("pxeboot.edit=0: the keys", MASTER, "full", r"\t|\x1b|!|\n", OPEN, ("pxeboot.edit=0 is set",), (ASK,), options=lock)

# --- which consoles have a cursor
result("SCLP console: nobody answers", MENU, "ttysclp0", r"~|2\n", B, ("\033[5n", "1) Alpha"), ("\033[2J",))
result("SCLP console: a terminal", MENU, "ttysclp0", r"\x1b[B|\n", B, ("\033[5n", "\033[2J"), answers=True)
result("SCLP console: the answer comes too late", MENU, "ttysclp0", r"~|\x1b[0n2\n", B, ("1) Alpha",))
result("a line-mode console is not asked", MENU, "ttyS0", r"2\n", B, ("1) Alpha",), ("\033",), answers=True)
for name in "ttyS1", "hvc0", "tty1":
    result("a console with a cursor", MENU, name, r"\x1b[B|\n", B, ("\033[2J",), ("\033[5n",))
for device in "3215", "tty3270", "":
    result("another one", MENU, device, r"2\n", B, (), ("\033",))

# --- what is seen
m = Menu(work + "/menu", url, MENU, files=FILES)
m.settle()
seen = ["", "  My menu", "", "   Alpha", "   Beta two", "", "   7", "   More things ...", "   dis", "   text"]
hint = "Arrow keys and Enter; Tab: edit; Esc: boot prompt; !: shell"
equal("80x24: the menu", m.lines(), seen + [""] * 12 + [hint, "Automatic boot in 60 seconds."])
equal("the selected entry is in reverse, blanks around it too", [x for x in range(80) if m.screen.buffer[3][x].reverse], list(range(2, 9)))
equal("no other row is", m.reversed(), [3])
equal("its hot key is bold, and of another entry", [(y, x) for y in (3, 4, 6) for x in range(80) if m.screen.buffer[y][x].bold],
      [(3, 3), (4, 8)])
equal("without colours", {c.fg + c.bg for y in m.screen.buffer.values() for c in y.values()}, {"defaultdefault"})
equal("the cursor is hidden", m.screen.cursor.hidden, True)
before = len(m.written)
m.type(r"\x1b[B")
m.settle()
equal("help is seen below", (m.line(11), m.reversed()), ("    Help for beta", [4]))
equal("the time has ended", m.line(23), "")
tap(len(m.written) - before < 200, "a key writes only what has changed", m.written[before:])
m.type(r"\t")
m.settle()
equal("the line that is edited", (m.line(22), m.line(23), m.screen.cursor.x, m.screen.cursor.y, m.screen.cursor.hidden),
      ("Enter: start it; Esc: back to the menu", "> kb", 4, 23, False))
m.type(" " + "0123456789" * 10)
m.settle()
equal("a line longer than the screen: its end", (m.line(23)[:4], m.line(23)[-3:], len(m.line(23)) < 80), ("> <4", "789", True))
m.type(r"\x01")
m.settle()
equal("its beginning", (m.line(23)[:14], m.line(23)[-1], m.screen.cursor.x), ("> kb 012345678", ">", 2))
m.resize(10, 40)
m.settle()
equal("a terminal that shrinks", (m.line(0), m.line(1), m.line(9)[:8], len(m.line(9))), ("  My menu", "   Alpha", "> kb 012", 38))
m.type(r"\x1b")
m.settle()
equal("and the menu there", [m.line(n) for n in (1, 2, 3, 4)], ["   Alpha", "   Beta two", "", "   (2 of 5)"])
os.kill(m.pid, signal.SIGTERM)
equal("a signal: the terminal is as it was", m.end(), -signal.SIGTERM)
equal("its cursor too", m.screen.cursor.hidden, False)

many = "UI menu.c32\nMENU TITLE " + "T" * 300 + "\n" + "".join(f"LABEL l{n}\nKERNEL k{n}\nMENU LABEL {n} {'x' * 300}\n" for n in range(1, 101))
m = Menu(work + "/menu", url, many, rows=30, columns=132)
m.settle()
equal("132 columns: nothing wraps", {len(row) for row in m.lines()[1:24]} - {0}, {131})
equal("a list longer than the screen", (m.line(3)[:6], m.line(26), m.line(25)[:6]), ("   1 x", "   (1 of 100)", "   23 "))
m.type(r"\x1b[B\x1b[B|\x1b[6~")
m.settle()
equal("Page Down", (m.reversed(), m.line(26), m.line(25)[:6]), ([25], "   (26 of 100)", "   26 "))
m.type(r"\x1b[F")
m.settle()
tap(any(row.startswith("   100 x") for row in m.lines()) and any("(100 of 100)" in row for row in m.lines()), "End", "\n".join(m.lines()))
m.resize(3, 20)
m.settle()
equal("three rows", [row[:8] for row in m.lines()], ["   99 xx", "   100 x", ""])
m.kill()
m = Menu(work + "/menu", url, "MENU ROWS 4\n" + many)
m.settle()
equal("MENU ROWS", sum("xxx" in row for row in m.lines()), 3)
m.kill()
m = Menu(work + "/menu", url, MENU, rows=40, columns=100, corner=(40, 100), sized=False)
m.settle()
m.settle()
equal("a terminal is asked for its size where only it knows", m.line(39), "Automatic boot in 60 seconds.")
m.kill()
COLORS = "MENU COLOR sel 7;37;41 #ff #00\nMENU COLOR title 1;36 *\nMENU COLOR unsel 33\nMENU COLOR hotkey *\nMENU COLOR help 1;3x\n"
m = Menu(work + "/menu", url, COLORS + MENU)
m.settle()
cells = m.screen.buffer
equal("MENU COLOR", [(c.fg, c.bg, c.reverse, c.bold) for c in (cells[1][2], cells[3][5], cells[4][3])],
      [("cyan", "default", False, True), ("white", "red", True, False), ("brown", "default", False, False)])
m.kill()
m = Menu(work + "/menu", url, COLORS + MENU, environment={"NO_COLOR": "1"})
m.settle()
equal("NO_COLOR", ({c.fg + c.bg for y in m.screen.buffer.values() for c in y.values()}, m.reversed()), ({"defaultdefault"}, [3]))
m.kill()
hostile = "UI menu.c32\nMENU TITLE \033[2J\302\233x\342\200\256y\377\nLABEL a\nMENU LABEL \033]0;x\007\346\227\245\346\234\254\nKERNEL k\nTEXT HELP\n\033c\033[5nz\nENDTEXT\nF1 t\n"
m = Menu(work + "/menu", url, hostile.encode("latin-1"), files={"t": b"\033]0;t\007\033[999;999Hu\n\302\233\017\033\n"})
m.settle()
equal("nothing of a stranger's text is a command", [m.line(n) for n in (1, 3, 5)], ["  [2Jxy?", "   ]0;x\u65e5\u672c", "   c[5nz"])
m.type(r"\x1bOP")
m.until("tu")
equal("nor of a file", [m.line(n) for n in (0, 1)], ["]0;tu", ""])
m.kill()

# --- the scripts around it
FLOW = r"""
PXE_LIB=$TOP/initramfs-skel/lib/pxeboot ROOT=$WORK/root PXE_RUN=$WORK/run
mkdir -p "$PXE_RUN" "$ROOT"
for lib in log param resolve fetch boot; do . "$PXE_LIB/$lib.sh"; done
PARAM_WORDS="$PARAMS
"
# the configuration is read once; nothing that is chosen starts
boot_search() { echo SEARCH; config_forget; cp "$WORK/cfg" "$CONFIG_DIR/config" && choice_run auto; [ "$choice_status" -le 1 ]; }
boot_kernel() {
	[ "$(stty -g)" = "$before" ] || echo 'another terminal'
	echo "RESULT ${CHOICE_TYPED:+typed }$CHOICE_LABEL: $(sed -n 's/^cmdline=//p' "$CONFIG_DIR/choice")"
	LOG_WHY="$CHOICE_LABEL is missing"
	return 1
}
before=$(stty -g)
fetch_setup
boot_attempt
echo "END${BOOT_PERSON:+ of a person}"
"""


def flow(name, config, keys, wanted, mode="line", params="", shows=()):
    subprocess.run(["rm", "-rf", work + "/flow"], check=True)
    os.mkdir(work + "/flow")
    with open(work + "/flow/cfg", "w", encoding="utf-8") as f:
        f.write(config)
    t = console.Terminal(["busybox", "ash", "-c", FLOW], {"WORK": work + "/flow", "PXE_CONSOLE": mode, "PARAMS": params,
                         "PXE_OPT210": url, "PATH": os.environ["BUILD"] + ":" + os.environ["PATH"]}, rows=60, columns=200)
    t.type(keys)
    t.end()
    text = t.written.replace(b"\r", b"").decode("utf-8", "replace")
    got = [row for row in text.split("\n") if row.startswith(("RESULT", "SEARCH", "END"))]
    tap(got == ["SEARCH", *wanted] and all(s in text for s in shows), "scripts: " + name,
        f"wanted: {wanted}, {shows}\ngot:    {got}\n{text}")


flow("what a person chose leads back to the menu, not to another search", MENU.replace("600", "3"), r"2\n|7 x\n|~",
     ["RESULT typed b: BOOT_IMAGE=kb", "RESULT typed 7: BOOT_IMAGE=k7 x", "RESULT a: BOOT_IMAGE=ka", "END of a person"],
     shows=("b is missing", "7 is missing"))
flow("nobody answers: the attempt has failed", MENU.replace("600", "3"), "", ["RESULT a: BOOT_IMAGE=ka", "END"])
flow("ONERROR when nobody is there", protected + "TIMEOUT 3\nONERROR safe\n", "",
     ["RESULT safe: BOOT_IMAGE=ks", "RESULT safe: BOOT_IMAGE=ks safe", "END"])
flow("ONERROR after what a person chose asks for no password", CLOSED + "TIMEOUT 3\nONERROR safe\n", r"open\n|~",
     ["RESULT typed open: BOOT_IMAGE=ko", "RESULT open: BOOT_IMAGE=ko", "RESULT safe: BOOT_IMAGE=ks open", "END of a person"],
     shows=("'safe' is protected by a password",))
flow("ONERROR takes no options from a person where there are none",
     "UI menu.c32\nALLOWOPTIONS 0\nIMPLICIT 0\nONERROR a\nTIMEOUT 3\nLABEL a\n KERNEL ka\n", r"x init=/bin/sh\n|~",
     ["RESULT typed a: BOOT_IMAGE=ka", "RESULT typed a: BOOT_IMAGE=ka a", "RESULT a: BOOT_IMAGE=ka", "RESULT a: BOOT_IMAGE=ka a",
      "END of a person"])
flow("SAY without a menu, once", "SAY hello\nDEFAULT a\nLABEL a\nKERNEL ka\nONERROR b\nLABEL b\nKERNEL kb\n", "",
     ["RESULT a: BOOT_IMAGE=ka", "RESULT b: BOOT_IMAGE=kb a", "END"], shows=("hello",))
flow("pxeboot.edit= something else", MENU.replace("600", "3"), r"b x\n|!\n|b\n|~", ["RESULT typed b: BOOT_IMAGE=kb", "RESULT a: BOOT_IMAGE=ka", "END of a person"],
     params="pxeboot.edit=off", shows=("pxeboot.edit=0 is set",))
flow("pxeboot.shell=0", MENU.replace("600", "3"), r"!\n|b\n|~", ["RESULT typed b: BOOT_IMAGE=kb", "RESULT a: BOOT_IMAGE=ka", "END of a person"],
     params="pxeboot.shell=0", shows=("the shell is switched off: pxeboot.shell=0 is set",))

# --- a console that is not one
for name, text, wanted in (("no console: the time passes, and it boots", b"", "boot a: BOOT_IMAGE=ka"),
                           ("a pipe", b"2\n", "typed boot b: BOOT_IMAGE=kb"), ("and its last line has no end", b"b x", B + " x")):
    m = Menu(work + "/menu", url, MENU.replace("TIMEOUT 600", "TIMEOUT 3"))
    m.kill()
    done = subprocess.run([os.environ["BUILD"] + "/pxeboot", "menu", "--dir=" + work + "/menu"], input=text,
                          capture_output=True, timeout=20, check=False)
    equal(name, (done.returncode, m.result()), (0, wanted))
# what is kept of a TFTP server lasts longer than the menu; nothing answers there
done = subprocess.run([os.environ["BUILD"] + "/pxeboot", "menu", "--dir=" + work + "/menu", "--server=127.0.0.1", "--tries=1"],
                      input=b"F1\n1\n", capture_output=True, timeout=20, check=False)
equal("what was learned of the server is said", (done.returncode, done.stdout.decode().split()[-1]), (0, "127.0.0.1"))
m = Menu(work + "/menu", url, MENU.replace("TIMEOUT 600", "TIMEOUT 10"))
m.settle()
os.write(m.fd, b"\023")
equal("a console that was told to wait goes on", (m.end(), m.result()), (0, "boot a: BOOT_IMAGE=ka"))
print(f"1..{tests}")
subprocess.run(["rm", "-rf", work], check=True)
sys.exit(failed > 0)
