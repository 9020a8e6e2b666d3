# SPDX-License-Identifier: MIT
# The lines that begin with MENU. Functions of config.awk, which has the label's fields (l_*).

function menu_line(rest, depth,   word, value) {
	word = tolower(word_of(rest))
	value = skip(substr(rest, length(word) + 1))
	if (word == "label") {
		if (l_label)
			l_display = value
		else if (menu)
			menu_label[menu] = value
	} else if (word == "title")
		title[menu] = value
	else if (word == "default") {
		if (l_label)
			l_default = 1
		else if (menu)
			menu_default[parent[menu]] = opened_by[menu]
	} else if (word == "hide")
		l_hide = 1
	else if (word == "disable" || word == "disabled")
		l_disable = 1
	else if (word == "indent")
		l_indent = atoi(value) % 41
	else if (word == "separator") {
		record()
		print "E", menu, "separator"
		entries++
	} else if (word == "begin")
		begin_menu(value)
	else if (word == "end")
		end_menu()
	else if (word == "include")
		include(value, 1, depth)
	else if (word == "autoboot")
		set["autoboot"] = value
	else if (word == "start")
		set["start"] = menu
	else if (word == "hidden")
		set["hidden"] = 1
	else if (word == "onerror")
		set["onerror"] = name_of(value)
	else if (word == "passwd")
		set_password()
	else if (word == "master" && tolower(word_of(value)) == "passwd")
		password = "MENU MASTER PASSWD"
	else if (l_label)
		menu_action(word, value)
	else if (!(word in LOOKS))
		menu_unknown(word)
}
# Of a label, or of the submenu that it stands in. An empty one counts: only the master password
# would open it. Whatever it belongs to, somebody wants this menu to be closed.
function set_password() {
	if (l_label)
		l_password = 1
	else if (menu)
		menu_password[menu] = 1
	if (password == "")
		password = "MENU PASSWD"
}
function menu_action(word, value) {
	if (word == "goto" || word == "quit") {
		l_action = word
		l_target = word_of(value)
	} else if (word == "exit") {
		if (menu) {
			l_action = word
			l_target = word_of(value)
		}
	} else if (!(word in LOOKS))
		menu_unknown(word)
}
function menu_unknown(word) {
	if (!(("menu " word) in unknown) && unknowns++ < 8) {
		unknown["menu " word] = 1
		unknown_list = unknown_list " menu-" substr(word, 1, 20)
	}
}
function begin_menu(name) {
	record()
	print "E", menu, "submenu", "", "", "", "", "", 0, "", 0, "", 0, menus + 1
	opened_by[++menus] = ++entries
	parent[menus] = menu
	tag[menus] = trim(name)
	title[menus] = ""
	menu = menus
}
function end_menu() {
	record()
	if (menu)
		menu = parent[menu]
}
