# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# The commands that the manuals show. Source it with TOP set.

# manual_commands: FILE TAB COMMAND of the ```sh blocks, the indented lines of the .md
# files, and .Dl and literal displays in the examples of our manual pages; in order.
manual_commands() {
	local page
	for page in "$TOP"/*.md "$TOP"/doc/*.md; do
		awk -v page="$(basename "$page")" '
			$1 == "```sh" { inside = 1; next }
			$1 == "```" { inside = 0 }
			inside || /^    (scripts|make)/ { sub(/^ +/, ""); print page "\t" $0 }' "$page"
	done
	# a page of section 5 shows files, not commands
	for page in "$TOP"/doc/*.[1-4] "$TOP"/doc/*.[6-8] "$TOP"/mk-*/*.[1-8]; do
		[ -f "$page" ] || continue
		awk -v page="$(basename "$page")" '
			function out(line) {
				sub(/^ +/, "", line)
				gsub(/\\-/, "-", line); gsub(/\\&/, "", line); gsub(/\\\(dq/, "\"", line)
				# a command goes on in the next line after \e in a display, after \ in .Dl
				if (sub(/ *(\\e|\\\\|\\)$/, " ", line)) { held = held line; return 1 }
				gsub(/\\e/, "\\", line)
				print page "\t" held line
				held = ""
				return 0
			}
			toupper($1) == ".SH" { examples = /EXAMPLES/; inside = more = 0; next }
			!examples { next }
			more { more = out($0); next }
			/^\.(Bd|nf)/ { inside = 1; next }
			/^\.(Ed|fi)/ { inside = 0 }
			/^\.Dl/ {
				sub(/^\.Dl +/, "")
				if (/^".*"$/) { $0 = substr($0, 2, length($0) - 2); gsub(/""/, "\"") }
				more = out($0)
				next
			}
			inside && !/^\./ { out($0) }' "$page"
	done
}
