# SPDX-License-Identifier: MIT
# What will surprise somebody in a pxelinux.cfg file: prints "FILE:LINE: TEXT" warnings.
#
#   LINT_CMDLINE=FILE LINT_PREFIX=... LINT_OPT210=... LC_ALL=C awk -f explain-pxeconfig-lint.awk LIST
#
# LIST has two lines for each file, its name for people and where it is. The first one is
# the configuration, the others what it includes. LINT_CMDLINE holds the command line that
# would be used. "The firmware" is the machine's own loader of pxelinux.cfg files (SLOF).

BEGIN {
	prefix = ENVIRON["LINT_PREFIX"]
	words = "menu text include append initrd label none localboot kernel linux boot bss pxe fdimage" \
		" comboot com32 config timeout totaltimeout ontimeout allowoptions ipappend sysappend" \
		" sendcookies default ui display font kbdmap implicit prompt console noescape nocomplete" \
		" nohalt onerror pxeretry serial say path endtext"
	n = split(words, list, " ")
	for (i = 1; i <= n; i++)
		known[list[i]] = 1
	n = split("default label kernel initrd append", list, " ")
	for (i = 1; i <= n; i++)
		firmware[list[i]] = 1
	n = split("none localboot kernel linux boot bss pxe fdimage comboot com32 config", list, " ")
	for (i = 1; i <= n; i++)
		kernels[list[i]] = 1
}
NR % 2 { shown = $0; next }
{ check_file(shown, $0) }
END {
	check_names()
	check_cmdline()
	opt = ENVIRON["LINT_OPT210"]
	if (opt != "" && substr(opt, length(opt)) != "/")
		print "option-210:1: the prefix " opt " has no slash at its end: names are put right behind it, as in " opt "kernel"
}

function warn(text) { print file ":" line_number ": " text }
# Said once for each file, where it is seen first
function once(key, text) {
	if (!((file, key) in said))
		warn(text)
	said[file, key] = 1
}
function skip(s) { sub(/^[\001-\040]+/, "", s); return s }
function word_of(s) { return match(s, /^[^\001-\040]+/) ? substr(s, 1, RLENGTH) : "" }
function rtrim(s) { sub(/[\001-\040]+$/, "", s); return s }

function check_file(name, path,   line, size) {
	file = name; line_number = 0; in_text = 0; size = 0; in_label = 0
	while ((getline line < path) > 0) {
		line_number++
		size += length(line) + 1
		if (line_number == 1 && index(line, "\357\273\277") == 1) {
			warn("a byte order mark stands before the first word: PXELINUX and the firmware do not know that word then")
			line = substr(line, 4)
		}
		if (size > 2047)
			once("size", "the firmware reads only 2047 bytes of a configuration")
		if (length(line) > 4095)
			warn("the line has " length(line) " bytes: PXELINUX would read it as several lines of 4095")
		if (substr(line, length(line)) == "\r") {
			once("crlf", "lines end in CR LF: U-Boot keeps the CR in every value")
			line = substr(line, 1, length(line) - 1)
		}
		if (index(line, "\r")) {
			warn("a CR (or NUL) in the line ends it, the rest is not read")
			line = substr(line, 1, index(line, "\r") - 1)
		}
		check_line(line)
	}
	close(path)
	end_label()
}
function check_line(raw,   line, word, value, spelled) {
	line = skip(raw)
	word = word_of(line)
	if (in_text) {
		if (tolower(word) == "endtext")
			in_text = 0
		else if (tolower(word) in kernels)
			once("help", "U-Boot reads the help text as directives: " word)
		return
	}
	if (line == "" || substr(line, 1, 1) == "#")
		return
	value = substr(line, length(word) + 1)
	spelled = substr(word, 1, 40)
	word = tolower(word)
	if (index(value, "\t") == 1 && index(value, " "))
		once("tab", "the firmware splits a line with a tab behind the word and a blank later on in the wrong place")
	value = skip(value)
	if (word ~ /^(kernel|linux|initrd|append)=/) {
		warn("key=value is not PXELINUX's language, which would ignore the line")
		value = substr(line, index(line, "=") + 1)
		word = substr(word, 1, index(word, "=") - 1)
	}
	if (!(word in known) && word !~ /^f([0-9]|1[0-2])$/) {
		warn("unknown word " spelled ", the line does nothing")
		return
	}
	if (!(word in firmware))
		once("slof " word, "the firmware does not know " toupper(word))
	if (value != rtrim(value) && word != "say" && word != "menu")
		warn("there are blanks at the end of the line: PXELINUX keeps them in the value")
	check_directive(word, rtrim(value))
}
function check_directive(word, value,   q) {
	q = substr(value, 1, 1)
	if ((q == "\"" || q == "'") && length(value) > 1 && substr(value, length(value)) == q && \
		!index(substr(value, 2, length(value) - 2), q) && word != "say" && word != "menu") {
		warn("quotes around a value: PXELINUX and the firmware keep them, petitboot and this loader do not")
		value = substr(value, 2, length(value) - 2)
	}
	if (word == "label")
		check_label(value)
	else if (word == "default")
		check_default(value)
	else if (word == "ontimeout" || word == "onerror") {
		target_kind[++targets] = toupper(word)
		target[targets] = value; target_at[targets] = file ":" line_number
	} else if (word == "ui") {
		has_ui = 1
		once("ui", "UI " word_of(value) " is shown as this loader's own menu")
	} else if (word in kernels)
		check_kernel(word, value)
	else if (word == "initrd")
		check_initrd(value)
	else if (word == "append")
		check_append(value)
	else if (word == "text")
		in_text = 1
	else if (word == "include") {
		check_name("INCLUDE", word_of(value))
		once("petitboot", "petitboot does not read INCLUDE")
	} else if (word == "menu")
		check_menu(value)
	else if (word == "timeout" || word == "totaltimeout") {
		if (value !~ /^[0-9]+$/)
			warn(toupper(word) " " value " is no number")
		else if (value + 0 > 0 && value + 0 < 10)
			warn(toupper(word) " counts tenths of a second: this is less than one second")
	} else if (word == "ipappend" || word == "sysappend")
		check_sysappend(word, value)
}
function check_menu(value,   word) {
	word = tolower(word_of(value))
	if (word == "passwd" || word == "master" && tolower(word_of(skip(substr(value, 7)))) == "passwd")
		check_password(word, rtrim(skip(substr(value, 7))))
	else if (word == "begin" || word == "end" || word == "separator") {
		end_label()
		submenus += word == "begin" ? 1 : word == "end" && submenus ? -1 : 0
	} else if (word == "include")
		check_name("MENU INCLUDE", word_of(skip(substr(value, 8))))
}
function check_password(word, value) {
	closed = file ":" line_number
	if (word == "master")
		value = rtrim(skip(substr(value, 7)))
	else if (in_label) {
		secret[label] = 1
		secret[word_of(label)] = 1
	} else if (!submenus && NR == 2)
		warn("MENU PASSWD before a label and outside of a submenu protects no entry")
	if (value != "" && value !~ /^\$[1456]\$/)
		once("clear", "the password is not hashed; whoever can fetch the file can read it")
}
# What starts by itself is not asked for a password
function check_unasked(what, value, at) {
	if (value in secret || word_of(value) in secret)
		print at ": " what " " word_of(value) " starts without its password when nobody answers, as in menu.c32"
}
function check_sysappend(word, value) {
	if (value !~ /^(0[xX][0-9a-fA-F]+|[0-9]+)$/)
		warn(toupper(word) " " value " is no number")
}
function check_label(value,   first) {
	end_label()
	in_label = 1; label = value; label_at = file ":" line_number
	has_kernel = 0; has_initrd = 0; inline = ""
	labels++
	if (value == "") {
		warn("LABEL without a name: nothing can choose it")
		return
	}
	first = word_of(value)
	if (first != value)
		warn("the label has blanks: PXELINUX knows it as " first)
	if (value in label_seen)
		warn("a second label " value ": PXELINUX takes the first, the firmware the last")
	label_seen[value] = 1
	if (!(first in word_seen))
		word_seen[first] = 1
	lower_seen[tolower(first)] = first
	if (labels == 32)
		warn("the firmware reads only 31 labels")
}
function end_label() {
	if (in_label && !has_kernel)
		print label_at ": label " label " has no KERNEL: PXELINUX takes the label's name, the firmware nothing"
	if (in_label && has_initrd && inline != "" && inline != initrd_value)
		print label_at ": INITRD " initrd_value " and initrd=" inline " differ: PXELINUX 6 loads what comes first on the command line, this loader INITRD's"
	in_label = 0
}
function check_default(value) {
	if (labels)
		once("late", "DEFAULT stands behind a LABEL: the firmware and petitboot need it before")
	if (value == "") {
		warn("DEFAULT names nothing: it is taken as no DEFAULT")
		return
	}
	default_value = value; default_at = file ":" line_number
}
function check_kernel(word, value) {
	if (!in_label) {
		warn(toupper(word) " outside of a label does nothing")
		return
	}
	if (has_kernel++)
		warn("a second kernel line in label " label ": the last one counts")
	if (word == "none" || word == "boot" || word == "bss" || word == "pxe" || word == "fdimage" || word == "comboot")
		warn(toupper(word) " is for PCs: this label cannot be booted")
	else if (word == "com32" || word == "kernel" && tolower(word_of(value)) ~ /\.c32$/)
		warn(word_of(value) " is a program for PCs: what it stands for is done where that is known, else nothing")
	if (word == "localboot" || word == "com32")
		return
	if (word_of(value) == "")
		warn(toupper(word) " without a file: this label cannot be booted")
	else {
		check_name(toupper(word), word_of(value))
		if (word_of(value) != value && word != "config")
			warn("words behind the kernel's name: PXELINUX puts them on the command line, others take all as the name")
	}
}
function check_initrd(value,   n, i, part) {
	if (!in_label) {
		warn("INITRD outside of a label does nothing")
		return
	}
	has_initrd = 1; initrd_value = value
	if (value ~ /[\001-\040]/)
		warn("a blank in the list of initrds: what follows it is not loaded")
	check_list("INITRD", word_of(value))
}
function check_list(what, value,   n, i, part) {
	n = split(value, part, ",")
	for (i = 1; i <= n; i++)
		if (part[i] == "")
			warn(what " " value ": an empty name in the list")
		else
			check_name(what, part[i])
	if (n > 1)
		once("comma", "the firmware, petitboot and U-Boot take a list of initrds as one name")
}
function check_append(value,   n, i, w, found) {
	if (!in_label)
		once("global", "the firmware and petitboot do not know an APPEND before the labels")
	if (value == "-")
		once("dash", "the firmware and U-Boot take APPEND - as a dash on the command line")
	else if (value ~ /^-[\001-\040]/)
		warn("APPEND - with something behind it is taken literally")
	n = split(value, w, /[\001-\040]+/)
	for (i = 1; i <= n; i++)
		if (index(w[i], "initrd=") == 1) {
			inline = substr(w[i], 8)
			if (found++)
				warn("several initrd= options: PXELINUX 6 loads the first, this loader the last")
			else
				once("inline", "the firmware does not read initrd= in APPEND: it boots without an initrd")
			if (inline ~ /,$/ && i < n)
				warn("a blank in the list of initrds: what follows it is not loaded")
			check_list("initrd=", inline)
		} else if (w[i] ~ /initrd=/ && !found)
			warn(w[i] ": PXELINUX 6 takes this for an initrd= option")
	if (length(value) > 895)
		warn("APPEND has " length(value) " bytes: the firmware and kernels before 5.16 cut or refuse more than 895")
	if (value ~ /[\200-\377]/)
		warn("a character that is not ASCII: an s390 kernel would take its whole command line for EBCDIC, it is not booted")
	if (value ~ /[\001-\037\177]/)
		warn("a control character in the command line: it is not booted")
}
function check_name(what, name,   path) {
	if (name == "")
		return
	path = name
	sub(/^[A-Za-z]+:\/\//, "", path)
	if (path ~ /\/\//)
		warn(what " " name ": doubled slash")
	else if (path == name && substr(name, 1, 1) == "/" && prefix ~ /\/$/)
		warn(what " " name ": doubled slash: PXELINUX puts the prefix before it, " prefix name)
	if (path == name && name ~ /^[A-Za-z]:\\/ || name ~ /\\/)
		warn(what " " name ": a backslash is no separator for a TFTP server")
	if (length(name) > 255)
		warn(what ": a name of " length(name) " bytes: PXELINUX and the firmware take at most 255")
	if (name ~ /^https:/)
		once("https", "HTTPS is refused unless the loader has the parameter pxeboot.tls=insecure; PXELINUX cannot fetch by https")
	if (name ~ /(^|\/)\.\.(\/|$)/)
		warn(what " " name ": most TFTP servers refuse ..")
}
function is_label(value) { return value in label_seen || word_of(value) in word_seen }
function check_names(   i, first) {
	if (closed != "")
		print closed ": the menu cannot ask for passwords yet: what is protected, options, files, the prompt and the shell are refused"
	if (default_value != "")
		check_unasked("DEFAULT", default_value, default_at)
	for (i = 1; i <= targets; i++)
		check_unasked(target_kind[i], target[i], target_at[i])
	if (default_value != "" && !is_label(default_value) && labels) {
		first = word_of(default_value)
		print default_at ": DEFAULT " first " names nothing: there is no such label" \
			(tolower(first) in lower_seen ? ", but " lower_seen[tolower(first)] ": case counts" : \
			"; PXELINUX would load a file of that name")
	}
	if (labels && default_value == "" && !has_ui)
		print file ":1: no DEFAULT: PXELINUX would wait at its prompt"
	for (i = 1; i <= targets; i++)
		if (!is_label(target[i]))
			print target_at[i] ": " target_kind[i] " " word_of(target[i]) " names nothing: there is no such label"
}
function check_cmdline(   line, n) {
	if ((getline line < ENVIRON["LINT_CMDLINE"]) <= 0)
		return
	n = length(line)
	if (n > 4095)
		print file ":1: the command line has " n " bytes: over the limit of most kernels (4095)"
	else if (n > 2047)
		print file ":1: the command line has " n " bytes: over PXELINUX's limit (2047)"
	else if (n > 895)
		print file ":1: the command line has " n " bytes: over the limit of kernels before 5.16 (895)"
}
