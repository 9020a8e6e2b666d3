# SPDX-License-Identifier: MIT
# Words and blanks: blanks are all characters up to the space, as in PXELINUX. For config.awk
# and choice.awk.

function skip(s) {
	if (substr(s, 1, 1) <= " ")
		sub(/^[\001-\040]+/, "", s)
	return s
}
function trim(s) {
	if (substr(s, length(s)) <= " ")
		sub(/[\001-\040]+$/, "", s)
	return s
}
function word_of(s) { return match(s, /^[^\001-\040]+/) ? substr(s, 1, RLENGTH) : "" }
