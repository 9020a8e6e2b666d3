# SPDX-License-Identifier: MIT
# The firmware's list of devices, as one line of hexadecimal digits, becomes lines:
#   qeth READ WRITE DATA [ATTRIBUTE=VALUE...]    dasd ID    fcp ID    lun ID WWPN LUN
#   note WHAT IS WRONG
# The format, big-endian (facts from s390-tools, zdev/src/firmware.c): a header of "zdev",
# version(2) its length(2) the file's length(4) sequence(4) zeros(4) number of entries(2) ...;
# entries of type(2) length(2) sequence(4) flags(1) and devices of 4 bytes each (css, ssid,
# number(2)); after them, if the entry is longer, a list: its length(2), then settings of
# length(2) key type(1) key length(1) value type(1) value length(1) key value, texts ending
# with NUL.
{
	data = tolower($0)
	size = length(data) / 2
	if (size < 32 || substr(data, 1, 8) != "7a646576") {
		print "note the list of devices is not one (it does not begin with 'zdev')"
		exit
	}
	if (num(4, 2) != 0) {
		print "note the list of devices has version " num(4, 2) ", only 0 is known"
		exit
	}
	end = num(8, 4)
	if (end > size) {
		print "note the list of devices is cut short: " size " of " end " bytes"
		end = size
	}
	at = num(6, 2)
	if (at < 32)
		at = 32
	for (; at + 8 <= end; at += len) {
		len = num(at + 2, 2)
		if (len < 8 || at + len > end) {
			print "note the entry at byte " at " has a wrong length (" len ")"
			break
		}
		entry(num(at, 2))
		entries++
	}
	if (entries != num(20, 2))
		print "note there are " entries + 0 " devices, the header says " num(20, 2)
	exit
}
function num(from, bytes,   i, n) {
	n = 0
	for (i = 1; i <= 2 * bytes; i++)
		n = n * 16 + index("0123456789abcdef", substr(data, 2 * from + i, 1)) - 1
	return n
}
function entry(type,   need, ids, i, text) {
	ids = type == 4 ? 3 : 1
	need = 9 + 4 * ids + (type == 3 ? 16 : 0)
	if (type < 1 || type > 4) {
		print "note an entry of the unknown type " type " is ignored"
		return
	}
	if (len < need) {
		print "note the entry at byte " at " is too short"
		return
	}
	text = substr("dasd fcp  lun  qeth ", 5 * type - 4, 5)
	sub(/ +$/, "", text)
	for (i = 0; i < ids; i++) {
		if (num(at + 8, 1) % 2 || num(at + 9 + 4 * i, 1)) {
			print "note a device of another channel subsystem is ignored"
			return
		}
		text = text sprintf(" 0.%x.%04x", num(at + 10 + 4 * i, 1), num(at + 11 + 4 * i, 2))
	}
	if (type == 3)
		text = text " 0x" substr(data, 2 * (at + 13) + 1, 16) " 0x" substr(data, 2 * (at + 21) + 1, 16)
	if (type == 4 && len > need + 2)
		text = text settings(at + need)
	print text
}
function settings(from,   stop, p, n, klen, key, value, all) {
	stop = from + num(from, 2)
	if (stop > at + len) {
		print "note the settings at byte " from " are too long"
		stop = at + len
	}
	for (p = from + 2; p + 6 <= stop; p += n) {
		n = num(p, 2)
		klen = num(p + 3, 1)
		if (n < 6 || p + n > stop || 6 + klen + num(p + 5, 1) > n) {
			print "note the setting at byte " p " has a wrong length"
			break
		}
		key = ascii(p + 6, klen)
		if (num(p + 4, 1) == 1)
			value = num(p + 6 + klen, num(p + 5, 1)) ""
		else
			value = ascii(p + 6 + klen, num(p + 5, 1))
		if (num(p + 2, 1) || num(p + 4, 1) > 1 || key !~ /^[a-z][a-z0-9_]*(\/[a-z0-9_]+)*$/ ||
			value !~ /^[0-9A-Za-z_.:-]+$/)
			print "note the setting at byte " p " is not understood, it is ignored"
		else
			all = all " " key "=" value
	}
	return all
}
# A text up to its NUL; what is not printable becomes "?", which no setting has
function ascii(from, bytes,   i, c, s) {
	for (i = 0; i < bytes; i++) {
		c = num(from + i, 1)
		if (!c)
			break
		s = s (c > 32 && c < 127 ? sprintf("%c", c) : "?")
	}
	return s
}
