// SPDX-License-Identifier: MIT
/* What was fetched as a kernel, an initrd, an .ins file or its parameter file. */
#include "../fuzzfile.h"

#include "boot/initrd_check.h"
#include "boot/ins.h"
#include "boot/kernel_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_word(const char *s)
{
	for (; *s; s++)
		if (*s <= ' ' || *s == 0x7f)
			abort();
}

static void kernel(struct arena *a, const uint8_t *data, size_t size)
{
	struct kernel_file k;
	size_t len;
	uint8_t *img = fuzz_image(data, size, &len);

	if (!img)
		return;
	kernel_file_look(&k, a, img, len);
	check_word(k.version);
	if (!k.why) {
		if (k.ramdisk_size && k.ramdisk_at + k.ramdisk_size > len)
			abort();
		if (strchr(kernel_file_cmdline(&k, a, img, len), '\n'))
			abort();
	}
	free(img);
}

static void initrd(struct arena *a, const uint8_t *data, size_t size)
{
	/* of exactly that size, so that a byte too far is noticed */
	uint8_t *copy = malloc(size ? size : 1);
	struct initrd_check c;
	struct kernel_file k;

	if (!copy)
		abort();
	if (size)
		memcpy(copy, data, size);
	initrd_check(&c, a, copy, size);
	kernel_file_look(&k, a, copy, size);
	if (!k.why)
		abort();
	free(copy);
}

static void set(struct arena *a, const uint8_t *data, size_t size)
{
	struct bytes text = {0};
	const char *names[3], *other;
	struct ins s;

	if (size && bytes_append(&text, data, size))
		abort();
	ins_parse(&s, a, "dir/name-of.ins", &text);
	names[0] = s.kernel, names[1] = s.parameters, names[2] = s.ramdisk;
	for (size_t i = 0; i < 3; i++) {
		if (!names[i])
			continue;
		if (strncmp(names[i], "dir/", 4) != 0 || strpbrk(names[i], " \t\r\n"))
			abort();
		for (unsigned int n = 0; (other = ins_elsewhere(&s, a, names[i], n)); n++)
			if (!strcmp(other, names[i]) || n > 1)
				abort();
	}
	if (strchr(ins_parameters(a, &text), '\n'))
		abort();
	bytes_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const kinds[])(struct arena *, const uint8_t *, size_t) = {kernel, initrd,
										 set};
	struct arena a = {0};

	if (size)
		kinds[data[0] % 3](&a, data + 1, size - 1);
	arena_free(&a);
	return 0;
}
