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
	set[key] = index(" default ui ontimeout onerror autoboot append password ", " " key " ") ? value : value + 0
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
	return k == "boot" || k == "localboot" || k == "config"
}
function why_not(e) {
	if (action[e] == "disabled")
		return "it is disabled"
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
		enter = preferred ? preferred : file_command != "" ? 0 : best_entry()
		if (timed && set["ontimeout"] != "" && take(set["ontimeout"]))
			return
		if (preferred) {
			take_entry(preferred, preferred_args)
			return
		}
		if (file_command != "") {
			take_file(file_command)
			return
		}
		if (label_count)
			fall_back()
		return
	}
	if (preferred) {
		if (!bootable(preferred) && entry_kind(preferred) != "special") {
			note("label " name[preferred] " cannot be booted here: " why_not(preferred))
			if (set["onerror"] != "") {
				failed(default_command)
				return
			}
		}
		take_entry(preferred, preferred_args)
		return
	}
	if (file_command != "") {
		take_file(file_command)
		return
	}
	if (why != "")
		note(why)
	if (default_command != "" && set["onerror"] != "" && failed(default_command))
		return
	if (label_count && !result && fall_back())
		return
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
	if (k == "menu")
		result = "menu"
	else if (k != "boot" && k != "no")
		file_command = default_command
	else if (!label_count && k == "boot" && implicit())
		file_command = default_command
	return "DEFAULT " word " names no label"
}
function implicit() { return !("implicit" in set) || set["implicit"] != 0 }

# PXELINUX would ask. Nobody may be there to answer.
function fall_back(   e) {
	if (set["ontimeout"] != "" && take(set["ontimeout"])) {
		note("ONTIMEOUT is taken: " set["ontimeout"])
		return 1
	}
	e = best_entry()
	if (!e) {
		note("none of the labels can be booted here")
		return 0
	}
	note((is_menu_default(e) ? "the entry with MENU DEFAULT is taken: " : \
		"the first label that can be booted is taken: ") name[e])
	take_entry(e, "")
	return 1
}
# The entry with MENU DEFAULT, else the first that can be booted; 0 for none
function best_entry(   e, i) {
	e = menu_pick(0, 0)
	for (i = 1; i <= label_count && !e; i++)
		if (is_menu_default(labels[i]) && bootable(labels[i]))
			e = labels[i]
	for (i = 1; i <= label_count && !e; i++)
		if (menu[labels[i]] == 0 && bootable(labels[i]))
			e = labels[i]
	for (i = 1; i <= label_count && !e; i++)
		if (bootable(labels[i]))
			e = labels[i]
	return e
}
function is_menu_default(e) { return menu_default[menu[e]] == e }
# The entry that menu M would start with, through submenus; 0 for none
function menu_pick(m, depth,   e) {
	e = menu_default[m]
	if (!e || depth > 16)
		return 0
	if (action[e] == "submenu")
		return menu_pick(field(e, 14), depth + 1)
	return bootable(e) ? e : 0
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
		note("loadparm " want " is no entry of the configuration and is passed over")
		return 0
	}
	note("loadparm " want " chooses " name[e])
	if (entry_kind(e) == "menu") {
		result = "menu"
		return 0
	}
	result = ""
	take_entry(e, "")
	return 1
}
function typed(command,   e, args) {
	if (command == "\002") {
		result_of_default()
		result = ""
		e = preferred ? preferred : best_entry()
		if (!preferred && file_command != "")
			take_file(file_command)
		else if (e)
			take_picked(e, preferred ? preferred_args : "")
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
		take_entry(e, args)
}
# ONERROR: its label, with the command that failed as arguments
function failed(command,   e) {
	if (set["onerror"] == "")
		return 0
	e = find_label(set["onerror"])
	if (!e) {
		note("ONERROR " word_of(set["onerror"]) " names no label")
		return 0
	}
	note("ONERROR is taken: " name[e])
	result = ""
	if (person)
		take_picked(e, command == "" ? "" : " " command)
	else
		take_entry(e, " " command)
	return 1
}
# A label by its command; 0 when it names none that can be booted
function take(command,   e) {
	e = find_label(command)
	if (!e || !bootable(e)) {
		note("ONTIMEOUT " word_of(command) " names no label that can be booted")
		return 0
	}
	take_entry(e, label_args)
	return 1
}
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
