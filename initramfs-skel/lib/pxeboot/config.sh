# SPDX-License-Identifier: MIT
# The configuration: a fetched file with its includes becomes a database of lines.
#
# config_read FILE   reads FILE into $CONFIG_DB (entries, menus), $CONFIG_SET (global directives,
#                    for choice.awk) and $CONFIG_TEXTS (what SAY, DISPLAY and F1 to F12 show). For
#                    each include it calls config_fetch NAME FILE, which the caller defines
#                    (0: FILE is there). 0: read; 1: not a configuration, CONFIG_WHY says why.
#                    Sets CONFIG_ONERROR, CONFIG_PXERETRY, CONFIG_AUTOBOOT, CONFIG_HIDDEN to what
#                    those directives say, CONFIG_PASSWORD to the name of one that sets a
#                    password; CONFIG_COUNT grows.
# config_lines KEY   prints the values of all "KEY VALUE" lines of the texts (say, display, fkey N)
#
# Needs log_say, and $PXE_RUN to write to; the awk programs are beside this file in $PXE_LIB.

CONFIG_MAX_BYTES=4194304 # whoever fetches a configuration sees to it
CONFIG_MAX_FILES=64
CONFIG_MAX_ROUNDS=20

config_read() {
	CONFIG_DIR=$PXE_RUN/config CONFIG_DB=$PXE_RUN/config.db CONFIG_WHY='' CONFIG_PASSWORD=
	CONFIG_SET=$CONFIG_DIR/set CONFIG_TEXTS=$CONFIG_DIR/texts
	CONFIG_COUNT=$((${CONFIG_COUNT:-0} + 1))
	[ ! -e "$CONFIG_DIR" ] || rm -rf "$CONFIG_DIR"
	mkdir -p "$CONFIG_DIR" || {
		CONFIG_WHY="cannot write to $PXE_RUN"
		return 1
	}
	config_copy "$1" 0 || {
		CONFIG_WHY="cannot read $1"
		return 1
	}
	: >"$CONFIG_DIR/names"
	export CONFIG_DIR
	config_files=0 config_rounds=0
	while :; do
		LC_ALL=C awk -f "$PXE_LIB/text.awk" -f "$PXE_LIB/value.awk" -f "$PXE_LIB/foreign.awk" \
			-f "$PXE_LIB/config_menu.awk" -f "$PXE_LIB/config.awk" "$CONFIG_DIR/names" >"$CONFIG_DB" || {
			CONFIG_WHY="the parser failed"
			return 1
		}
		[ -s "$CONFIG_DIR/need" ] && [ $((config_rounds += 1)) -le $CONFIG_MAX_ROUNDS ] || break
		config_fetch_needed <"$CONFIG_DIR/need"
	done
	while IFS= read -r config_line; do
		log_note "configuration: $config_line"
	done <"$CONFIG_DIR/notes"
	config_settings <"$CONFIG_SET"
}

# Reads the global directives that the shell needs. 1: it is no configuration.
config_settings() {
	CONFIG_ONERROR='' CONFIG_PXERETRY='' CONFIG_AUTOBOOT='' CONFIG_HIDDEN='' CONFIG_PASSWORD=
	while IFS= read -r config_line; do
		config_value=${config_line#set * }
		case $config_line in
		"set onerror "*) CONFIG_ONERROR=$config_value ;;
		"set pxeretry "*) CONFIG_PXERETRY=$config_value ;;
		"set autoboot "*) CONFIG_AUTOBOOT=$config_value ;;
		"set hidden "*) CONFIG_HIDDEN=1 ;;
		"set password "*) CONFIG_PASSWORD=$config_value ;;
		"set foreign "*)
			CONFIG_WHY=$config_value
			return 1
			;;
		esac
	done
}

# config_copy FILE N: FILE becomes text that every awk can read. PXELINUX ends a line
# at a CR, and at a NUL, which not every awk can hold.
config_copy() {
	[ -f "$1" ] && [ -r "$1" ] && LC_ALL=C tr '\000' '\r' <"$1" >"$CONFIG_DIR/$2.cfg"
}

config_fetch_needed() {
	while IFS= read -r config_name; do
		config_id=-
		if [ $((config_files += 1)) -gt $CONFIG_MAX_FILES ]; then
			log_note "configuration: include $config_name: more than $CONFIG_MAX_FILES files, passed over"
		elif config_fetch "$config_name" "$CONFIG_DIR/fetched" </dev/null &&
			config_copy "$CONFIG_DIR/fetched" $config_files; then
			config_id=$config_files
		fi
		rm -f "$CONFIG_DIR/fetched"
		printf '%s %s\n' "$config_id" "$config_name" >>"$CONFIG_DIR/names"
	done
}

config_lines() {
	LC_ALL=C sed -n "s/^$1 //p" "$CONFIG_TEXTS"
}
