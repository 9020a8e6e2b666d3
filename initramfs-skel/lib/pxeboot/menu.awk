# SPDX-License-Identifier: MIT
# One menu out of the database that config.awk writes, for menu.sh.
#
#   MENU_MODE=... MENU_ID=N LC_ALL=C awk -f password.awk -f menu.awk DATABASE
#
# list     lines for the shell: "parent ID", "title TEXT", "start POSITION", then for each entry
#          that can be selected "item POSITION ENTRY KIND TARGET HOTKEY LABEL"; KIND is cmd, menu,
#          quit or locked (a password protects it), TARGET the menu that is opened, HOTKEY - for none
# lines    the menu as plain numbered lines, the entry MENU_SELECT (a position) marked
# screen   the same for a terminal with cursor movement, MENU_ROWS rows of entries at most
# Text from a configuration loses its control characters before it reaches a terminal.

BEGIN { FS = "\r" }
/^H/ { helped = helped "   " clean($2) "\n"; next }
/^E/ {
	n++
	menu[n] = $2
	action[n] = $3
	name[n] = clean($4)
	text[n] = $12 == "" ? name[n] : clean($12)
	indent[n] = $13
	target[n] = $14
	has_password[n] = $15 + 0
	help[n] = helped
	helped = ""
}
/^M/ {
	parent[$2] = $3
	default_of[$2] = $5
	by_tag[$6] = $2
	title[$2] = clean($7)
	display[$2] = clean($8)
	menu_password[$2] = $9 + 0
}
END {
	id = ENVIRON["MENU_ID"] + 0
	collect()
	mode = ENVIRON["MENU_MODE"]
	chosen = ENVIRON["MENU_SELECT"] + 0
	if (mode == "list")
		list()
	else if (mode == "lines")
		lines()
	else
		screen()
}
function clean(s) {
	gsub(/\t/, " ", s)
	gsub(/[\001-\037\177]/, "", s)
	return substr(s, 1, 200)
}
# The rows of this menu, and the positions of those that can be selected
function collect(   e, k) {
	for (e = 1; e <= n; e++) {
		if (menu[e] != id)
			continue
		k = kind(e)
		row[++rows] = e
		mark[rows] = k == "menu" ? " ..." : ""
		if (k == "cmd" || k == "menu" || k == "quit") {
			if (protected(e) || k == "menu" && protected_menu(target[e])) {
				k = "locked"
				mark[rows] = mark[rows] " (password)"
			}
			position[rows] = ++positions
			at[positions] = rows
			if (e == default_of[id])
				start = positions
		}
		row_kind[rows] = k
	}
	if (!start)
		start = 1
}
function kind(e) {
	if (action[e] == "goto" || action[e] == "exit") {
		if (action[e] == "exit" && target[e] == "")
			target[e] = parent[id] < 0 ? 0 : parent[id]
		else if (target[e] in by_tag)
			target[e] = by_tag[target[e]]
		else
			return "disabled"
		return "menu"
	}
	if (action[e] == "submenu") {
		text[e] = display[target[e]]
		return "menu"
	}
	return action[e]
}
# The text as it is shown, and its hot key
function shown(e,   t, i) {
	t = text[e]
	hotkey = "-"
	i = index(t, "^")
	if (i && i < length(t)) {
		hotkey = tolower(substr(t, i + 1, 1))
		if (hotkey == " ")
			hotkey = "-"
		t = substr(t, 1, i - 1) substr(t, i + 1)
	}
	if (indent[e] > 0)
		t = sprintf("%" indent[e] "s%s", "", t)
	return t
}
function list(   p, e) {
	print "parent " parent[id]
	print "title " title[id]
	print "start " start
	for (p = 1; p <= positions; p++) {
		e = row[at[p]]
		shown(e)
		print "item " p " " e " " row_kind[at[p]] " " (target[e] == "" ? "-" : target[e]) " " hotkey " " name[e]
	}
}
function lines(   r, width) {
	if (title[id] != "")
		print "\n  " title[id] "\n"
	else
		print ""
	width = length(positions "")
	for (r = 1; r <= rows; r++)
		if (r in position)
			printf "%s%" width "d) %s%s\n", (position[r] == chosen ? " * " : "   "), position[r], \
				shown(row[r]), mark[r]
		else
			printf "%" (width + 5) "s%s\n", "", shown(row[r])
}
function screen(   r, first, last, height, t) {
	height = ENVIRON["MENU_ROWS"] + 0
	if (height < 3)
		height = 12
	first = 1
	if (rows > height) {
		first = at[chosen] - int(height / 2)
		if (first > rows - height + 1)
			first = rows - height + 1
		if (first < 1)
			first = 1
	}
	last = first + height - 1 < rows ? first + height - 1 : rows
	printf "\033[H\033[J\r\n  %s\r\n\r\n", title[id]
	for (r = first; r <= last; r++) {
		t = substr(shown(row[r]), 1, 60) mark[r]
		if (position[r] == chosen && r in position)
			printf "  \033[7m %s \033[0m\r\n", t
		else
			printf "   %s\r\n", t
	}
	if (rows > height)
		printf "   (%d of %d)\r\n", chosen, positions
	t = help[row[at[chosen]]]
	gsub(/\n/, "\r\n", t)
	printf "\r\n%s", t
}
