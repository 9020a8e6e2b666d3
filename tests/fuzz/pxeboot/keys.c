// SPDX-License-Identifier: MIT
/* What a terminal sends, in two parts, and the line that is edited with it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "menu/edit.h"
#include "menu/keys.h"
#include "menu/text.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct edit *e, size_t columns)
{
	struct bytes out = {0}, clean = {0};

	if (e->len >= sizeof(e->text) || e->text[e->len] || e->cursor > e->len ||
	    strlen(e->text) != e->len || ((unsigned char)e->text[e->cursor] & 0xc0) == 0x80)
		abort();
	/* it is what a terminal may be given */
	if (text_line(&clean, e->text, e->len) || clean.len != e->len ||
	    (e->len && memcmp(clean.data, e->text, e->len)))
		abort();
	if (edit_show(e, &out, columns) >= columns ||
	    (out.len && text_width((char *)out.data) > columns))
		abort();
	bytes_free(&out);
	bytes_free(&clean);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct edit e;
	struct history h = {.count = 0};
	size_t columns = size ? 3 + data[0] % 100 : 3, checked = 0;

	history_add(&h, "older");
	history_add(&h, "b\303\274");
	edit_begin(&e, "first", &h);
	while (size) {
		size_t used = 0, part = size < 40 ? size : 40;
		struct key k = key_decode(data, part, false, &used);

		if (k.code == KEY_MORE)
			k = key_decode(data, part, true, &used);
		if (k.code == KEY_MORE || !used || used > part || k.code > KEY_F12 || k.code < 0)
			abort();
		if (k.code == KEY_ENTER)
			history_add(&h, e.text);
		edit_key(&e, k.code);
		if (checked++ < 1000)
			check(&e, columns);
		data += used;
		size -= used;
	}
	check(&e, columns);
	history_free(&h);
	return 0;
}
