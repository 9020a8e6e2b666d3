# SPDX-License-Identifier: MIT
# Which entries a password protects, for choice.awk and menu.awk. They have read into has_password
# the entries, and into menu_password the submenus, that have one; into menu the menu of each entry,
# into parent the menu above each.

# A submenu, or one above it
function protected_menu(m) {
	for (; m > 0; m = parent[m])
		if (menu_password[m])
			return 1
	return 0
}
function protected(e) { return has_password[e] || protected_menu(menu[e]) }
