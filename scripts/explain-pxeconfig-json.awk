# SPDX-License-Identifier: MIT
# explain-pxeconfig's result ("KEY VALUE" lines) and its warnings, as one JSON object.
#   LINT=1 LC_ALL=C awk -f explain-pxeconfig-json.awk RESULT WARNINGS
BEGIN {
	for (i = 1; i < 256; i++)
		code[sprintf("%c", i)] = i
	lists = " request fallback initrd protected "
	numbers = " timeout totaltimeout localboot "
}
FILENAME == ARGV[1] {
	i = index($0, " ")
	key = i ? substr($0, 1, i - 1) : $0
	value = i ? substr($0, i + 1) : ""
	if (!(key in count)) {
		count[key] = 0
		keys[++n] = key
	}
	values[key, ++count[key]] = value
	next
}
{ warnings[++warned] = $0 }
END {
	printf "{\n"
	list("request", "request", 1)
	list("fallback", "fallback", 0)
	list("protected", "protected", 0)
	for (k = 1; k <= n; k++)
		if (index(lists, " " keys[k] " ") == 0)
			printf "  %s: %s,\n", quote(keys[k]), \
				(index(numbers, " " keys[k] " ") ? values[keys[k], 1] + 0 : quote(values[keys[k], 1]))
	if (ENVIRON["LINT"] != "") {
		count["warning"] = warned
		for (k = 1; k <= warned; k++)
			values["warning", k] = warnings[k]
		list("warning", "warnings", 1)
	}
	list("initrd", "initrd", 1)
	printf "\n}\n"
}
function list(key, name, always,   j) {
	if (!always && !count[key])
		return
	printf "  %s: [", quote(name)
	for (j = 1; j <= count[key]; j++)
		printf "%s%s", (j > 1 ? ", " : ""), quote(values[key, j])
	printf "]%s", (key == "initrd" ? "" : ",\n")
}
# Bytes that are not UTF-8 are given as the characters of Latin-1.
function quote(s,   t, j, c, out, latin) {
	t = s
	gsub(/[\302-\337][\200-\277]|\340[\240-\277][\200-\277]|[\341-\354\356\357][\200-\277][\200-\277]|\355[\200-\237][\200-\277]|\360[\220-\277][\200-\277][\200-\277]|[\361-\363][\200-\277][\200-\277][\200-\277]|\364[\200-\217][\200-\277][\200-\277]/, "", t)
	latin = t ~ /[\200-\377]/
	if (s !~ /[\001-\037"\\\177]/ && !latin)
		return "\"" s "\""
	out = ""
	for (j = 1; j <= length(s); j++) {
		c = substr(s, j, 1)
		if (c == "\"" || c == "\\")
			out = out "\\" c
		else if (code[c] < 32 || code[c] == 127 || latin && code[c] > 127)
			out = out sprintf("\\u%04x", code[c])
		else
			out = out c
	}
	return "\"" out "\""
}
