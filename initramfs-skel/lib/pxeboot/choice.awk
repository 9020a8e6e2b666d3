# SPDX-License-Identifier: MIT
# Decides what is booted, from what config.awk writes, and puts the command
# line together as PXELINUX 6 does. Prints "KEY=VALUE" lines:
#   label action kernel initrd(*) cmdline timeout totaltimeout then, and where they apply
#   command enter localboot config prefix special password refused; protected(*): entries that have a password
#
#   CHOICE_MODE=auto|typed|failed CHOICE_COMMAND=FILE CHOICE_SYSAPPEND=FILE CHOICE_NOTES=FILE
#   CHOICE_TYPED=1 CHOICE_LOCK=... CHOICE_PROTECTED=... LOADPARM=...
#   LC_ALL=C awk -f text.awk -f password.awk -f cmdline.awk -f choice.awk SETTINGS DATABASE
#
# auto: what happens without anybody at the console. typed: CHOICE_COMMAND's line was typed at
# the prompt ("\001N": entry N was picked in the menu; "\002": Enter alone). failed: that line did not
# boot, what does ONERROR say. CHOICE_TYPED: a person led here, for whom CHOICE_LOCK (choice.sh) and
# passwords count; nobody is asked for a password when something starts by itself, as in menu.c32.
# CHOICE_PROTECTED: how that is said. CHOICE_SYSAPPEND holds lines "BIT STRING". CHOICE_NOTES gets the
# reasons, for the log.

BEGIN {
	FS = "\r"; n = 0; note_file = ENVIRON["CHOICE_NOTES"]
	printf "" >note_file
	while ((getline line < ENVIRON["CHOICE_SYSAPPEND"]) > 0) {
		i = index(line, " ")
		sysappend_text[substr(line, 1, i - 1) + 0] = substr(line, i + 1)
	}
}
/^E/ {
	n++
	record[n] = $0
	menu[n] = $2
	action[n] = $3
	if ($3 == "submenu" || $3 == "separator")
		next
	labels[++label_count] = n
	name[n] = $4
	has_password[n] = $15 + 0
	if ($3 == "disabled") {
		disabled[$4] = 1
		disabled[$5] = 1
	}
	if ($3 == "disabled" || $4 == "")
		next
	if (!($4 in by_name))
		by_name[$4] = n
	if (!($5 in by_word))
		by_word[$5] = n
	next
}
/^M/ {
	parent[$2] = $3
	menu_default[$2] = $5
	menu_password[$2] = $9 + 0
}
/^set / {
	i = index(substr($0, 5), " ")
	key = substr($0, 5, i - 1)
	value = substr($0, i + 5)
	# a number must be one for awk, too: the string "0" is true
	set[key] = index(" default ui ontimeout onerror autoboot append password unsure ", " " key " ") ? value : value + 0
}
END {
	mode = ENVIRON["CHOICE_MODE"]
	person = mode == "typed" || mode == "failed" && ENVIRON["CHOICE_TYPED"] != ""
	lock = ENVIRON["CHOICE_LOCK"]
	# in a file: a label's name may be longer than an environment takes
	if ((getline wanted < ENVIRON["CHOICE_COMMAND"]) <= 0)
		wanted = ""
	timed = set["timeout"] > 0 || set["totaltimeout"] > 0
	if (mode == "failed")
		failed(wanted)
	else if (mode == "typed" && wanted != "")
		typed(wanted)
	else
		automatic()
	show()
}

# The fields of an entry that only a chosen one is asked for
function field(e, i,   f) {
	split(record[e], f, "\r")
	return f[i]
}
function type(e) { return field(e, 6) }
function kernel(e) { return field(e, 7) }
function append(e) { return field(e, 8) }
function note(text) { print text >note_file }

# The entry that COMMAND names, and in label_args what follows its name. The whole line
# is a name before its first word is.
function find_label(command,   word) {
	label_args = ""
	if (command in by_name)
		return by_name[command]
	word = word_of(command)
	if (word == "" || !(word in by_word))
		return 0
	label_args = substr(command, length(word) + 1)
	return by_word[word]
}

function entry_kind(e) {
	if (action[e] != "cmd")
		return action[e] == "submenu" || action[e] == "goto" || action[e] == "exit" ? "menu" : "no"
	return kind_of(type(e), kernel(e), append(e))
}
function bootable(e,   k) {
	k = entry_kind(e)
	return k == "boot" || k == "localboot" || k == "config" || k == "special"
}
function why_not(e) {
	if (action[e] == "disabled")
		return "it is disabled"
	if (entry_kind(e) == "menu")
		return "it leads to a menu"
	if (kernel(e) == "")
		return "it has no kernel"
	if (type(e) == "kernel" || type(e) == "com32")
		return word_of(kernel(e)) " is a program for PCs"
	return toupper(type(e)) " is for PCs"
}

# --- what to boot
function automatic(   e, why) {
	if (set["empty"]) {
		result = "localboot"
		has_localboot = 1
		localboot = 0
		note("the configuration is empty, which means: boot from the disk")
		return
	}
	why = result_of_default()
	if (set["prompt"] && result != "menu")
		result = "prompt"
	if (by_loadparm())
		return
	if (result == "menu" || result == "prompt") {
		enter = preferred ? preferred : file_command != "" ? 0 : menu_choice()
		if (timed && set["ontimeout"] != "")
			take_ontimeout()
		else if (preferred)
			take_chosen(preferred, preferred_args)
		else if (file_command != "")
			take_file(file_command)
		else
			fall_back(why)
		return
	}
	if (preferred) {
		if (!bootable(preferred) && set["onerror"] != "") {
			note_why_not(preferred)
			failed(default_command)
		} else
			take_chosen(preferred, preferred_args)
		return
	}
	if (file_command != "") {
		take_file(file_command)
		return
	}
	if (default_command != "" && set["onerror"] != "") {
		note(why)
		failed(default_command)
	} else
		fall_back(why)
	if (!result)
		result = label_count ? "none" : "prompt"
}
# Looks at UI and DEFAULT. Sets preferred (an entry), or file_command, or result="menu".
function result_of_default(   e, k, word) {
	preferred = 0; file_command = ""; result = ""
	if ("ui" in set && set["ui"] != "") {
		e = find_label(set["ui"])
		if (!e || entry_kind(e) == "menu")
			result = "menu"
		else {
			preferred = e
			preferred_args = label_args
			default_command = set["ui"]
			return ""
		}
	}
	default_command = set["default"]
	if (default_command == "")
		return label_count ? "no DEFAULT" : "no DEFAULT and no label"
	e = find_label(default_command)
	if (e) {
		if (entry_kind(e) == "menu")
			result = "menu"
		else {
			preferred = e
			preferred_args = label_args
		}
		return ""
	}
	word = word_of(default_command)
	k = kind_of("kernel", word, skip(substr(default_command, length(word) + 1)))
	# PXELINUX puts .c32 behind a name that is not there
	if (k == "menu" || label_count && word ~ /^(vesa)?menu$/)
		result = "menu"
	else if (k != "boot" && k != "no")
		file_command = default_command
	else if (!label_count && k == "boot" && implicit())
		file_command = default_command
	return names_nothing("DEFAULT", word)
}
function implicit() { return !("implicit" in set) || set["implicit"] != 0 }

# The configuration chose nothing that is there, and PXELINUX would ask. Nobody may be there to
# answer: what it names for that case is taken, or nothing. WHY: what is the matter with DEFAULT.
function fall_back(why,   e) {
	if (why != "" && result != "menu")
		note(why)
	if (!label_count)
		return
	if (set["ontimeout"] != "") {
		take_ontimeout()
		return
	}
	# a menu ignores a DEFAULT that names nothing
	if (result != "menu" && default_command != "") {
		note("nothing is booted in the place of DEFAULT")
		return
	}
	e = menu_choice()
	note(menu_reason)
	if (e)
		take_chosen(e, "")
}
# What the first menu (MENU START's) starts with: MENU DEFAULT, else its first label; 0 for none. Whether it can be
# booted is another question: nothing else is looked for. menu_reason says why.
function menu_choice(   m, e, i) {
	if (menu_chosen != "")
		return menu_chosen
	menu_chosen = 0
	first_menu = m = result == "menu" ? set["start"] + 0 : 0
	for (i = 0; (e = menu_default[m + 0]) && action[e] == "submenu" && i < 16; i++)
		m = field(e, 14) + 0
	if (e && action[e] != "submenu") {
		menu_reason = "the entry with MENU DEFAULT is taken: " name[e]
		return menu_chosen = e
	}
	if (m != first_menu)
		menu_reason = "MENU DEFAULT names a submenu that has no MENU DEFAULT: nothing is booted in its place"
	else if (result != "menu" && set["unsure"] != "")
		menu_reason = set["unsure"] ": the first label is not booted in its place"
	else {
		menu_reason = "the first menu has no label that could be its first entry"
		for (i = 1; i <= label_count; i++)
			if (can_be_first(labels[i])) {
				menu_reason = "the first label is taken: " name[labels[i]]
				return menu_chosen = labels[i]
			}
	}
	return 0
}
# A label of the first menu that can be selected, and is not the one that shows this menu
function can_be_first(e) {
	return menu[e] == first_menu && action[e] != "disabled" && !(action[e] == "cmd" && entry_kind(e) == "menu")
}
function by_loadparm(   want, i, e, full) {
	want = ENVIRON["LOADPARM"]
	gsub(/^[\001-\040]+|[\001-\040]+$/, "", want)
	if (want == "" || want == "0")
		return 0
	if (toupper(want) == "PROMPT") {
		note("loadparm PROMPT: the menu is shown")
		result = "menu"
		return 0
	}
	full = length(want) >= 8
	if (want ~ /^[0-9]+$/ && length(want) < 8 && want + 0 >= 1 && want + 0 <= label_count)
		e = labels[want + 0]
	for (i = 1; i <= label_count && !e; i++)
		if (tolower(name[labels[i]]) == tolower(want) || tolower(word_of(name[labels[i]])) == tolower(want))
			e = labels[i]
	# loadparm has room for eight characters
	for (i = 1; i <= label_count && !e && full; i++)
		if (tolower(substr(name[labels[i]], 1, 8)) == tolower(want))
			e = labels[i]
	if (!e) {
		note("loadparm " want " is not an entry of the configuration: nothing is booted in its place")
		if (!result)
			result = "none"
		return 1
	}
	note("loadparm " want " chooses " name[e])
	if (entry_kind(e) == "menu") {
		result = "menu"
		return 0
	}
	result = ""
	take_chosen(e, "")
	return 1
}
function typed(command,   e, args) {
	if (command == "\002") {
		result_of_default()
		e = preferred ? preferred : menu_choice()
		result = ""
		if (!preferred && file_command != "")
			take_file(file_command)
		else if (e)
			take_picked(e, preferred ? preferred_args : "")
		else
			refuse(menu_reason)
		return
	}
	if (substr(command, 1, 1) == "\001") {
		e = substr(command, 2) + 0
		if (e >= 1 && e <= n)
			take_picked(e, "")
		return
	}
	command = trim(skip(command))
	e = find_label(command)
	args = label_args
	if (lock != "" && (!e || menu[e] < 0)) {
		refuse(word_of(command) " is not an entry of the menu, and nothing else can be chosen: " lock)
		return
	}
	if (e) {
		if (lock != "" && trim(args) != "") {
			refuse("an entry is chosen without options: " lock)
			return
		}
		if (no_options() && args != "") {
			note("ALLOWOPTIONS is 0: what follows the label is ignored")
			args = ""
		}
		take_picked(e, lock != "" ? "" : args)
		return
	}
	if (!implicit() || no_options()) {
		refuse("there is no label " word_of(command))
		if (set["onerror"] != "")
			failed(no_options() ? "" : command)
		return
	}
	take_file(command)
}
function no_options() { return "allowoptions" in set && set["allowoptions"] == 0 }
# What a person wants and does not get
function refuse(why) {
	note(why)
	refused = why
	result = "none"
}
# An entry that a person picked
function take_picked(e, args) {
	if (protected(e))
		refuse("'" name[e] "' is " ENVIRON["CHOICE_PROTECTED"])
	else
		take_chosen(e, args)
}
# ONERROR: its label, with the command that failed as arguments
function failed(command,   e) {
	if (set["onerror"] == "")
		return 0
	e = find_label(set["onerror"])
	if (!e) {
		note(names_nothing("ONERROR", word_of(set["onerror"])))
		return 0
	}
	note("ONERROR is taken: " name[e])
	result = ""
	if (person)
		take_picked(e, command == "" ? "" : " " command)
	else
		take_chosen(e, " " command)
	return 1
}
function names_nothing(what, word) {
	return what " " word " names " (word in disabled ? "a label with MENU DISABLE" : "no label")
}
# ONTIMEOUT's label, or nothing
function take_ontimeout(   e) {
	e = find_label(set["ontimeout"])
	if (!e) {
		note(names_nothing("ONTIMEOUT", word_of(set["ontimeout"])) ": nothing is booted in its place")
		return
	}
	note("ONTIMEOUT is taken: " name[e])
	take_chosen(e, label_args)
}
# The entry that was chosen; when it cannot be booted, nothing else is
function take_chosen(e, args) {
	if (!bootable(e))
		note_why_not(e)
	take_entry(e, args)
}
function note_why_not(e) { note("label " name[e] " cannot be booted here: " why_not(e)) }
function take_entry(e, args,   full, k) {
	k = entry_kind(e)
	chosen = name[e]
	needs_password = protected(e)
	command = name[e] args
	full = kernel(e) (append(e) != "" ? " " append(e) : "")
	if (field(e, 9) == 1)
		full = full " initrd=" field(e, 10)
	full = full sysappend_of(field(e, 11) + 0) args
	take_full(k, full, kernel(e), skip(substr(kernel(e), length(word_of(kernel(e))) + 1)) append(e))
	if (k == "no" && !result)
		result = "none"
	if (k == "boot" || kernel(e) == "" && k == "no" && action[e] == "cmd")
		compose(full)
}
function take_file(command,   word, rest, k, full) {
	word = word_of(command)
	rest = substr(command, length(word) + 1)
	k = kind_of("kernel", word, rest)
	chosen = ""
	full = word (set["append"] != "" && set["append"] != "-" ? " " set["append"] : "") rest sysappend_of(set["sysappend"])
	take_full(k, full, word, rest)
	if (k == "boot")
		compose(full)
	else if (!result)
		result = "none"
}
# Sets result, unless a menu or prompt stands before it
function take_full(k, full, file, args,   base) {
	base = tolower(word_of(file))
	sub(/^.*[\/:]/, "", base)
	if (k == "localboot") {
		localboot = base ~ /^(chain|localboot)(\.c32)?$/ ? 0 : strtol(file)
		has_localboot = 1
	} else if (k == "config") {
		config_file = word_of(file)
		config_prefix = word_of(skip(args))
	} else if (k == "special")
		special = base ~ /^reboot/ ? "reboot" : "poweroff"
	if (!result && (k == "boot" || k == "localboot" || k == "config" || k == "menu"))
		result = k
	else if (!result && k == "special")
		result = "none"
}
function show(   i) {
	if (!result)
		result = "none"
	print "label=" chosen
	print "action=" result
	if (has_kernel) {
		print "kernel=" kernel_file
		for (i = 1; i <= initrd_count; i++)
			print "initrd=" initrd_file[i]
		print "cmdline=" cmdline
	}
	if (has_localboot)
		print "localboot=" localboot
	if (config_file != "") {
		print "config=" config_file
		print "prefix=" config_prefix
	}
	if (special)
		print "special=" special
	if (command != "")
		print "command=" command
	if (enter)
		print "enter=" enter
	if (needs_password)
		print "password=1"
	if (refused != "" && result == "none")
		print "refused=" refused
	for (i = 1; i <= label_count; i++)
		if (protected(labels[i]))
			print "protected=" name[labels[i]]
	print "timeout=" (set["timeout"] > 0 ? set["timeout"] + 0 : 0)
	print "totaltimeout=" (set["totaltimeout"] > 0 ? set["totaltimeout"] + 0 : 0)
	print "then=" (has_kernel && kernel_file != "" ? "boot" : has_localboot ? "localboot" : config_file != "" ? "config" : special ? special : "none")
}
