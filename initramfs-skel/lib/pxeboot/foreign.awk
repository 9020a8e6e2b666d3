# SPDX-License-Identifier: MIT
# Files that are no configuration: the server may send any file under the name that was asked for.
# Functions of config.awk, which counts: content (lines that are neither empty nor comments), known
# (of these: lines of the language), odd (lines that no text has).

# What the file is instead, with what to do about it; empty: it may be a configuration. HEAD is the
# beginning of its first line that is not empty, with CR for NUL.
function foreign(head,   low) {
	if (substr(head, 1, 2) == "\037\213")
		return "it is compressed with gzip: unpack it on the server"
	if (head ~ /^(\377\376|\376\377|\r[\011\040-\176]\r[\011\040-\176]|[\011\040-\176]\r[\011\040-\176]\r)/)
		return "it is text in UTF-16: save it as UTF-8 or ASCII"
	low = tolower(head)
	if (low ~ /^[\001-\040]*<(!doctype|html|head|body|\?xml|!--)/)
		return "it is an HTML page, most likely an error page of the server"
	if (low ~ /^#!ipxe/)
		return "it is a script for iPXE, which this loader does not run"
	if (odd > known)
		return "it is no text, but a kernel, an archive or a damaged file"
	if (content && !known)
		return "it holds no word of the configuration language"
	return ""
}
