// SPDX-License-Identifier: MIT
/* --info, --json and --verify of any image. */
#include "../fuzzfile.h"

#include "info.h"
#include "report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What goes to a terminal is printable, whatever the image says. */
static void check_printable(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (s[i] != '\n' && ((unsigned char)s[i] < 0x20 || s[i] == 0x7f))
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzzfile f;
	struct info info;
	struct error err = {0};
	struct bytes json = {0};
	char *text = NULL;
	size_t len, tlen;
	FILE *out;
	uint8_t *img = fuzz_image(data, size, &len);

	if (!img)
		return 0;
	fuzzfile_open(&f, img, len);
	if (!info_read(&info, f.path, &err)) {
		out = open_memstream(&text, &tlen);
		report_text(&info, out);
		fclose(out);
		check_printable(text, tlen);
		free(text);
		if (report_json(&info, &json, &err))
			abort();
		check_printable((char *)json.data, json.len);
		bytes_free(&json);
		info_free(&info);
	}
	fuzzfile_close(&f);
	free(img);
	return 0;
}
