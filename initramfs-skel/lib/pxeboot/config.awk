# SPDX-License-Identifier: MIT
# Reads a pxelinux.cfg with its includes and writes what it says as lines "KEY VALUE".
#
#   CONFIG_DIR=DIR LC_ALL=C awk -f text.awk -f value.awk -f foreign.awk -f config_menu.awk -f config.awk DIR/names
#
# DIR/0.cfg is the configuration. DIR/names says which includes were fetched: "N NAME" (the
# text is DIR/N.cfg) or "- NAME" (not there). An include that names does not hold is
# written to DIR/need, and reading goes on without it: the caller fetches and calls
# again. NUL must have been turned into CR before.
#
# Standard output: a line for each entry and each menu, its fields separated by CR, which
# no value can hold (one line is what busybox's awk reads fastest):
#   E MENU ACTION NAME WORD TYPE KERNEL APPEND HAS_INITRD INITRD SYSAPPEND DISPLAY INDENT TARGET PASSWORD
#     MENU is -1 for a hidden entry, WORD is the name's first word, PASSWORD 1 if it has one; lines "H TEXT" before
#     it are its help text
#   M ID PARENT OPENED_BY DEFAULT TAG TITLE DISPLAY PASSWORD
#     OPENED_BY and DEFAULT are entry numbers, 0 for none
# DIR/notes: for the log. DIR/set: "set KEY VALUE". DIR/texts: "say TEXT" and "display FILE"
# as they come, "fkey N FILE".
# doc/pxelinux.cfg.5 has the language, and where it differs from PXELINUX's.

BEGIN {
	OFS = "\r"
	dir = ENVIRON["CONFIG_DIR"]
	need_file = dir "/need"; note_file = dir "/notes"; set_file = dir "/set"
	text_file = dir "/texts"
	printf "" >need_file; printf "" >note_file; printf "" >set_file; printf "" >text_file
	MAX_DEPTH = 16; MAX_EXPANSIONS = 512; MAX_LINES = 400000; MAX_NOTES = 40
	split_into(KERNEL, "none localboot kernel linux boot bss pxe fdimage comboot com32 config")
	split_into(FREQUENT, "label kernel linux initrd append menu ipappend sysappend")
	split_into(VALUE, "default ui ontimeout onerror")
	split_into(NUMBER, "timeout totaltimeout allowoptions implicit prompt noescape pxeretry")
	split_into(IGNORED, "font kbdmap console nocomplete nohalt serial path sendcookies")
	split_into(FOREIGN, "fdt fdtdir fdtoverlays devicetree devicetreedir dtb fallback nerfdefault proxy plugin")
	split_into(LOOKS, "background rows vshift hshift width margin passwordrow timeoutrow tabmsgrow" \
		" tabmsg cmdlinerow helpmsgrow helpmsgendrow hiddenrow endrow passwordmargin color" \
		" colour msgcolor msgcolour resolution clear passprompt save nosave shiftkey hiddenkey" \
		" immediate noimmediate noescape helpmsg notabmsg")
	menus = 0; menu = 0; parent[0] = -1; tag[0] = ".top"; title[0] = ""
	entries = 0; sysappend = 0; has_append = 0
	forget_label()
}
{
	# DIR/names
	i = index($0, " ")
	fetched[substr($0, i + 1)] = substr($0, 1, i - 1)
}
END {
	read_file(0, 0)
	record()
	finish()
}

function split_into(set, words,   list, n, i) {
	n = split(words, list, " ")
	for (i = 1; i <= n; i++)
		set[list[i]] = 1
}
function note(text) {
	if (++notes <= MAX_NOTES)
		print text >note_file
}
function read_file(id, depth,   file, line, i, first) {
	if (++expansions > MAX_EXPANSIONS) {
		if (expansions == MAX_EXPANSIONS + 1)
			note("more than " MAX_EXPANSIONS " includes: the rest is passed over")
		return
	}
	file = dir "/" id ".cfg"
	active[id] = 1; first = 1; head_at = id ? -1 : 0
	while ((getline line < file) > 0) {
		if (++lines > MAX_LINES) {
			note("more than " MAX_LINES " lines: the rest is passed over")
			break
		}
		if (first) {
			if (index(line, "\357\273\277") == 1)
				line = substr(line, 4)
			first = 0
		}
		if (head_at == 0 && line ~ /[^\001-\040]/) {
			head = substr(line, 1, 40)
			head_at = 1
		}
		if (i = index(line, "\r")) {
			# CR LF, CR CR LF; anything else is no text
			if (!id && length(line) - i > 2)
				odd++
			line = substr(line, 1, i - 1)
		}
		if (in_text)
			text_line(line)
		else
			read_line(line, depth)
	}
	close(file)
	in_text = 0
	delete active[id]
}
function text_line(line) {
	if (tolower(word_of(skip(line))) == "endtext")
		in_text = 0
	else if (in_text == 2 && l_label)
		help[++helps] = line
}
function read_line(line, depth,   word, rest, n) {
	sub(/^[\001-\040]+/, "", line)
	# a word that was met before has no control character in it
	n = index(line, " ")
	if (n && (word = substr(line, 1, n - 1)) in met) {
		content++
		known++
		line = substr(line, n + 1)
		directive(met[word], substr(line, 1, 1) <= " " ? skip(line) : line, line, depth)
		return
	}
	if (line == "")
		return
	word = word_of(line)
	if ((n = tolower(word)) in FREQUENT)
		met[word] = n
	word = n
	rest = skip(substr(line, length(word) + 1))
	if (index(word, "=") && word ~ /^(kernel|linux|initrd|append)=/) {
		# the dialect of petitboot and of the DPM firmware
		n = index(word, "=")
		rest = substr(line, n + 1)
		word = substr(word, 1, n - 1)
	}
	if (word ~ /^(kernel|linux|initrd|append)$/ && rest ~ /^=[ \t]/)
		rest = skip(substr(rest, 2))
	if (substr(word, 1, 1) == "#")
		return
	content++
	if (directive(word, rest, line, depth)) {
		known++
		return
	}
	if (line ~ /[\001-\010\016-\037\177]/)
		odd++
	if (word in FOREIGN) {
		if (!(word in unused))
			unused_list = unused_list " " toupper(word)
		unused[word] = 1
	} else if (!(word in unknown) && unknowns++ < 8) {
		unknown[word] = 1
		unknown_list = unknown_list " " substr(word, 1, 20)
	}
}
# 1 when WORD belongs to the language
function directive(word, rest, line, depth) {
	if (word == "label")
		begin_label(rest)
	else if (word == "append")
		set_append(unquote(rest))
	else if (word in KERNEL)
		set_kernel(word, rest)
	else if (word == "menu")
		menu_line(rest, depth)
	else if (word == "initrd") {
		if (l_label) {
			l_initrd = name_of(rest)
			l_has_initrd = 1
		} else
			note("INITRD outside of a label does nothing")
	} else if (word == "ipappend" || word == "sysappend") {
		if (l_label)
			l_sysappend = strtoul(rest)
		else
			sysappend = strtoul(rest)
	} else if (word in VALUE)
		set[word] = name_of(rest)
	else if (word in NUMBER)
		set[word] = atoi(rest)
	else if (word == "text")
		in_text = tolower(word_of(rest)) == "help" ? 2 : 1
	else if (word == "include")
		include(name_of(rest), 0, depth)
	else if (word == "say")
		print "say " substr(line, 5) >text_file
	else if (word == "display")
		print "display " word_of(rest) >text_file
	else if (word ~ /^f(0|00|0?[1-9]|1[0-2])$/) {
		word = substr(word, 2) + 0
		fkey[word ? word : 11] = word_of(rest)
	} else
		return word in IGNORED
	return 1
}
function set_kernel(word, rest) {
	if (!l_label)
		return
	l_kernel = name_of(rest)
	l_type = word
}
function set_append(value) {
	if (substr(value, 1, 1) == "-" && trim(value) == "-")
		value = "-"
	if (l_label) {
		l_append = value
		l_has_append = 1
	} else {
		append = value
		has_append = 1
	}
}
function include(value, is_menu, depth,   file, rest, id) {
	file = word_of(value)
	if (file == "")
		return
	rest = skip(substr(value, length(file) + 1))
	if (!(file in fetched)) {
		if (!(file in needed))
			print file >need_file
		needed[file] = 1
		return
	}
	id = fetched[file]
	if (id == "-") {
		if (!(file in missing))
			note("include " file ": not found, passed over")
		missing[file] = 1
		# it may have said what to boot
		set["unsure"] = "include " file " is missing"
	} else if (id in active)
		note("include " file ": it includes itself, passed over")
	else if (depth >= MAX_DEPTH)
		note("include " file ": more than " MAX_DEPTH " deep, passed over")
	else {
		if (is_menu && rest != "")
			begin_menu(rest)
		read_file(id, depth + 1)
		if (is_menu && rest != "")
			end_menu()
	}
}

function forget_label(   i) {
	l_label = 0; l_name = ""; l_kernel = ""; l_type = "kernel"; l_append = ""; l_has_append = 0
	l_initrd = ""; l_has_initrd = 0; l_sysappend = sysappend; l_display = ""; l_default = 0
	l_hide = 0; l_disable = 0; l_indent = 0; l_action = "cmd"; l_target = ""; l_password = 0
	for (i = 1; i <= helps; i++)
		delete help[i]
	helps = 0
}
function begin_label(rest) {
	record()
	l_label = 1
	l_name = name_of(rest)
	l_kernel = word_of(l_name)
}
# Writes the label that ends here. What is global at this point counts for it.
function record(   i) {
	if (!l_label) {
		forget_label()
		return
	}
	if (l_disable)
		l_action = "disabled"
	entries++
	if (!l_has_append && has_append)
		l_append = append
	if (l_default && l_action == "cmd" && !l_hide)
		menu_default[menu] = entries
	else if (l_default && !menu)
		set["unsure"] = "MENU DEFAULT is at label " l_name ", which cannot be selected"
	for (i = 1; i <= helps; i++)
		print "H", help[i]
	print "E", (l_hide ? -1 : menu), l_action, l_name, word_of(l_name), l_type, l_kernel, \
		(l_append == "-" ? "" : l_append), l_has_initrd, l_initrd, l_sysappend, l_display, l_indent, l_target, l_password
	forget_label()
}

function finish(   i, n, key, label, shown) {
	for (i = 0; i <= menus; i++) {
		label = (i in menu_label) ? menu_label[i] : ""
		shown = title[i] == "" && i ? (label != "" ? label : tag[i]) : title[i]
		if (label == "")
			label = title[i] != "" ? title[i] : tag[i]
		print "M", i, parent[i], (i ? opened_by[i] : 0), ((i in menu_default) ? menu_default[i] : 0), tag[i], shown, label, ((i in menu_password) ? 1 : 0)
	}
	for (i = 1; i <= 12; i++)
		if (i in fkey)
			print "fkey " i " " fkey[i] >text_file
	if (password != "")
		set["password"] = password
	if (has_append)
		set["append"] = append
	set["sysappend"] = sysappend
	i = foreign(head)
	if (i != "")
		set["foreign"] = i
	else if (!content)
		set["empty"] = 1
	n = split("default ui ontimeout onerror timeout totaltimeout allowoptions implicit prompt" \
		" noescape pxeretry autoboot start hidden append sysappend password unsure empty foreign", key, " ")
	for (i = 1; i <= n; i++)
		if (key[i] in set)
			print "set " key[i] " " set[key[i]] >set_file
	if (unknown_list != "" && !("foreign" in set))
		note("unknown words passed over:" unknown_list (unknowns > 8 ? " and others" : ""))
	if (unused_list != "")
		note("of no use on s390x and passed over:" unused_list)
}
