# SPDX-License-Identifier: MIT
# What stands behind a word of the configuration language: names and numbers. Functions of config.awk.

# A value that is quoted as a whole loses that pair of quotes.
function unquote(s,   t, q, inner) {
	q = substr(s, 1, 1)
	if (q != "\"" && q != "'")
		return s
	t = trim(s)
	if (length(t) < 2 || substr(t, length(t)) != q)
		return s
	inner = substr(t, 2, length(t) - 2)
	return index(inner, q) ? s : inner
}
# A value, from its first character on, as a name
function name_of(s,   q) {
	q = substr(s, 1, 1)
	if (q == "\"" || q == "'")
		s = unquote(s)
	if (substr(s, length(s)) <= " ")
		sub(/[\001-\040]+$/, "", s)
	return s
}
# C's atoi, held within 32 bits
function atoi(s,   sign) {
	s = skip(s)
	sign = substr(s, 1, 1) == "-" ? -1 : 1
	sub(/^[-+]/, "", s)
	if (!match(s, /^[0-9]+/))
		return 0
	s = substr(s, 1, RLENGTH)
	sub(/^0+/, "", s)
	return length(s) > 9 ? sign * 2147483647 : sign * s
}
# C's strtoul with base 0; of the 32 bits those that SYSAPPEND knows
function strtoul(s,   sign, base, digits, i, d, n) {
	s = tolower(skip(s)); sign = 1; base = 10; n = 0; digits = "0123456789abcdef"
	if (substr(s, 1, 1) == "-")
		sign = -1
	sub(/^[-+]/, "", s)
	if (s ~ /^0x[0-9a-f]/) {
		base = 16
		s = substr(s, 3)
	} else if (s ~ /^0/)
		base = 8
	for (i = 1; i <= length(s); i++) {
		d = index(digits, substr(s, i, 1))
		if (!d || d > base)
			break
		n = n * base + d - 1
		if (n > 4294967295)
			return 524287
	}
	return (sign < 0 && n ? 4294967296 - n : n) % 524288
}
