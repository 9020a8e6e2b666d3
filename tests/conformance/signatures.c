// SPDX-License-Identifier: MIT
/* For tests/conformance/signatures: lines "KEY TEXT SIGNATURE" in hexadecimal digits, a dash for
 * nothing, on standard input; "yes" or "no" for each on standard output. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "trust/signature.h"

static void unhex(struct bytes *b, const char *hex)
{
	unsigned int byte;

	if (bytes_reserve(b, 1))
		abort();
	b->len = 0;
	for (; hex && sscanf(hex, "%2x", &byte) == 1; hex += 2)
		if (bytes_append(b, &(unsigned char){(unsigned char)byte}, 1))
			abort();
}

int main(void)
{
	struct bytes key = {0}, text = {0}, signature = {0};
	char *line = NULL;
	size_t room = 0;

	while (getline(&line, &room, stdin) > 0) {
		struct error err = {0};

		unhex(&key, strtok(line, " \n"));
		unhex(&text, strtok(NULL, " \n"));
		unhex(&signature, strtok(NULL, " \n"));
		puts(signature_check((const char *)key.data, "key", &text, &signature, &err) == 0
			     ? "yes"
			     : "no");
	}
	bytes_free(&key);
	bytes_free(&text);
	bytes_free(&signature);
	free(line);
	return 0;
}
