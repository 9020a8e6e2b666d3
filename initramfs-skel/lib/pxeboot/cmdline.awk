# SPDX-License-Identifier: MIT
# What a label's kernel line leads to, and the command line of a kernel in PXELINUX 6's
# order: BOOT_IMAGE=, APPEND, initrd=, SYSAPPEND, extra words. Functions of choice.awk.

# What a label or file leads to: boot, localboot, config, menu, special, or no
function kind_of(what, file, args,   base) {
	if (what == "localboot" || what == "config")
		return what
	if (what == "linux")
		return file == "" ? "no" : "boot"
	base = tolower(word_of(file))
	sub(/^.*[\/:]/, "", base)
	if (what == "com32" && base !~ /\./)
		base = base ".c32"
	if (what == "kernel" && base !~ /\.c32$/)
		return file == "" ? "no" : "boot"
	if (what != "kernel" && what != "com32")
		return "no"
	if (base == "menu.c32" || base == "vesamenu.c32" || base == "gfxmenu.c32")
		return "menu"
	if (base == "localboot.c32")
		return "localboot"
	if (base == "chain.c32")
		return chain_is_local(args) ? "localboot" : "no"
	if (base == "reboot.c32" || base == "poweroff.c32")
		return "special"
	return "no"
}
# chain.c32 with a disk, a partition or nothing: the administrator wants the disk booted
function chain_is_local(args,   word) {
	word = tolower(word_of(skip(args)))
	return word !~ /^(file|seg|ntldr|cmldr|freedos|msdos|pcdos|drmk|grub|isolinux|bss|bs)=/ \
		&& word !~ /\.(0|c32|bin|bs|img)$/
}
function strtol(s,   sign, i, d, v) {
	s = tolower(s); sign = 1; v = 0
	if (substr(s, 1, 1) == "-")
		sign = -1
	sub(/^[-+]/, "", s)
	if (s ~ /^0x/) {
		for (i = 3; i <= length(s) && i < 11 && (d = index("0123456789abcdef", substr(s, i, 1))); i++)
			v = v * 16 + d - 1
		return sign * v
	}
	return match(s, /^[0-9]+/) ? sign * substr(s, 1, RLENGTH > 9 ? 9 : RLENGTH) : 0
}
function sysappend_of(b,   bit, text) {
	for (bit = 0; bit < 32 && b >= 1; bit++) {
		if (b % 2 >= 1 && bit in sysappend_text)
			text = text " " sysappend_text[bit]
		b = int(b / 2)
	}
	return text
}
# URLs without user and password: the booted system shows its command line to everybody
function without_password(names) {
	gsub(/:\/\/[^\/?#,]*@/, "://", names)
	return names
}
function hide(word,   at, shown) {
	shown = without_password(word)
	at = shown == word ? 0 : index(cmdline, word)
	if (at)
		cmdline = substr(cmdline, 1, at - 1) shown substr(cmdline, at + length(word))
}
function compose(full,   args, words, count, i, list, seen, last) {
	kernel_file = word_of(full)
	has_kernel = 1
	args = skip(substr(full, length(kernel_file) + 1))
	cmdline = trim("BOOT_IMAGE=" without_password(kernel_file) " " args)
	count = split(args, words, /[\001-\040]+/)
	for (i = 1; i <= count; i++)
		if (index(words[i], "initrd=") == 1) {
			last = substr(words[i], 8)
			hide(words[i])
		}
	count = split(last, list, ",")
	initrd_count = 0
	for (i = 1; i <= count; i++)
		if (!(list[i] in seen)) {
			seen[list[i]] = 1
			initrd_file[++initrd_count] = list[i]
		}
}
