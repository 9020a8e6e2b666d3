// SPDX-License-Identifier: MIT
/* What Linux takes of ramdisks and what it makes of them, in tables (init/initramfs.c). */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

#include "rootfs.h"

/* One entry of an archive; what is 0 has the value of most files. */
struct item {
	const char *name;
	uint32_t mode; /* 0: a file */
	const char *data;
	uint32_t ino, nlink, size, name_size;
	const char *magic;
	uint32_t sum;
	bool no_padding; /* it ends with its last byte */
};

/* a file, a directory, a symlink, a character device */
#define F(...)                                                                                     \
	{                                                                                          \
		.name = __VA_ARGS__                                                                \
	}
#define D(...)                                                                                     \
	{                                                                                          \
		.mode = S_IFDIR | 0755, .name = __VA_ARGS__                                        \
	}
#define L(...)                                                                                     \
	{                                                                                          \
		.mode = S_IFLNK | 0777, .name = __VA_ARGS__                                        \
	}
#define C(...)                                                                                     \
	{                                                                                          \
		.mode = S_IFCHR | 0600, .name = __VA_ARGS__                                        \
	}
#define TRAILER F("TRAILER!!!")
enum { ITEMS = 8 };

static void pad(struct bytes *b)
{
	while (b->len % 4)
		assert_int_equal(bytes_append(b, "", 1), 0);
}

static void add(struct bytes *b, const struct item *i)
{
	const char *data = i->data ? i->data : "";
	uint32_t mode = i->mode ? i->mode : S_IFREG | 0644;
	uint32_t name_size = i->name_size ? i->name_size : (uint32_t)strlen(i->name) + 1;

	assert_int_equal(bytes_printf(b, "%s%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x",
				      i->magic ? i->magic : "070701", i->ino, mode, 0, 0,
				      i->nlink ? i->nlink : 1, 0,
				      i->size ? i->size : (uint32_t)strlen(data), 0, 0, 1, 3,
				      name_size, i->sum),
			 0);
	assert_int_equal(bytes_append(b, i->name, strlen(i->name) + 1), 0);
	pad(b);
	assert_int_equal(bytes_string(b, data), 0);
	if (!i->no_padding)
		pad(b);
}

static void add_all(struct bytes *b, const struct item *items)
{
	for (int i = 0; i < ITEMS && items[i].name; i++)
		add(b, &items[i]);
}

static int append(void *ctx, const void *p, size_t len, struct error *err)
{
	(void)err;
	return bytes_append(ctx, p, len);
}

/* FS as text: "NAME=CONTENTS " for files, NAME/, NAME>TARGET, NAME# for devices. */
static void show(const struct rootfs *fs, const struct source *from, struct bytes *out)
{
	for (const struct rootfs_node *n = fs->first; n; n = n->next) {
		const struct rootfs_inode *i = n->inode;

		if (!n->listed)
			continue;
		assert_int_equal(rootfs_path(n, out), 0);
		bytes_string(out, S_ISDIR(i->mode)   ? "/"
				  : S_ISLNK(i->mode) ? ">"
				  : S_ISREG(i->mode) ? "="
						     : "#");
		if (S_ISLNK(i->mode))
			bytes_string(out, i->target);
		if (S_ISREG(i->mode))
			assert_int_equal(rootfs_body(from, i, append, out, NULL), 0);
		bytes_string(out, " ");
	}
}

/* PROBLEM is a part of what must be said; NULL: nothing. */
static void check(const char *what, const struct bytes *b, const char *problem, const char *tree,
		  size_t warnings)
{
	struct source from = source_memory(b->data, b->len);
	struct rootfs fs = {0};
	struct bytes text = {0};
	struct error err = {0};
	struct ramdisk r;

	assert_int_equal(rootfs_read(&fs, &from, &r, &err), 0);
	if (problem ? !r.problem[0] || !strstr(r.problem, problem) : r.problem[0])
		fail_msg("%s: the problem is '%s'", what, r.problem);
	show(&fs, &from, &text);
	if (tree && strcmp(text.data ? (char *)text.data : "", tree) != 0)
		fail_msg("%s: the tree is '%s'", what, text.data);
	if (tree && fs.warnings_n != warnings)
		fail_msg("%s: %zu warnings, the first: %s", what, fs.warnings_n, fs.warnings.data);
	bytes_free(&text);
	rootfs_free(&fs);
}

/* --- entries */
static const struct {
	const char *what;
	struct item item[ITEMS];
	const char *problem, *tree;
	size_t warnings;
} entries[] = {
	{"a directory and a file", {D("d"), F("d/f", .data = "x"), TRAILER}, NULL, "d/ d/f=x ", 0},
	{"no trailer", {F("f", .data = "x")}, NULL, "f=x ", 0},
	{"no padding at the end", {F("f", .data = "x", .no_padding = true)}, NULL, "f=x ", 0},
	{"contents cut off", {F("f", .data = "x", .size = 9)}, "within a file", NULL, 0},
	{"no parents are made", {F("d/f", .data = "x"), TRAILER}, NULL, "", 1},
	{"below a file", {F("f"), F("f/g"), TRAILER}, NULL, "f= ", 1},
	{"the kernel has /dev", {C("dev/x"), TRAILER}, NULL, "dev/ dev/x# ", 0},
	{"through a symlink",
	 {D("t"), L("p", .data = "t"), F("p/f", .data = "x")},
	 NULL,
	 "t/ p>t t/f=x ",
	 0},
	{"through an absolute one",
	 {D("t"), L("p", .data = "/t"), F("p/f")},
	 NULL,
	 "t/ p>/t t/f= ",
	 0},
	{"through one that leads out",
	 {D("t"), L("t/p", .data = "../../../t"), F("t/p/f")},
	 NULL,
	 "t/ t/p>../../../t t/f= ",
	 0},
	{"a symlink to itself", {L("p", .data = "p"), F("p/f")}, NULL, "p>p ", 1},
	{"a directory again through a symlink",
	 {D("t"), L("p", .data = "t"), D("p/")},
	 NULL,
	 "t/ p>t ",
	 0},
	{"a directory in place of a symlink",
	 {D("t"), L("p", .data = "t"), D("p")},
	 NULL,
	 "t/ p/ ",
	 0},
	{"a file in place of a file",
	 {F("f", .data = "long"), F("f", .data = "x")},
	 NULL,
	 "f=x ",
	 0},
	{"a file in place of a symlink",
	 {L("f", .data = "g"), F("f", .data = "x")},
	 NULL,
	 "f=x ",
	 0},
	{"a file in place of a directory", {D("d"), F("d", .data = "x")}, NULL, "d=x ", 0},
	{"not of a full one", {D("d"), F("d/f"), F("d", .data = "x")}, NULL, "d/ d/f= ", 1},
	{"a symlink in place of a full one",
	 {D("d"), F("d/f"), L("d", .data = "x")},
	 NULL,
	 "d/ d/f= ",
	 1},
	{"a device stays", {C("p"), C("p")}, NULL, "p# ", 0},
	{"a symlink without a target", {L("p")}, NULL, "", 1},
	{"a symlink called TRAILER!!!", {L("TRAILER!!!", .data = "x")}, NULL, "TRAILER!!!>x ", 0},
	{"a name in a directory", {D("d"), F("d/TRAILER!!!")}, NULL, "d/ d/TRAILER!!!= ", 0},
	{"dots",
	 {D("d"), F("./a"), F("d/../b"), F("../c"), F("/e"), D(".")},
	 NULL,
	 "d/ a= b= c= e= ",
	 0},
	{"a directory with contents is ignored", {D("d", .data = "x"), F("f")}, NULL, "f= ", 1},
	{"a type that there is not", {F("f"), F("f", .mode = 0170000)}, NULL, "", 1},
	/* hard links */
	{"links, contents first",
	 {F("a", .data = "x", .ino = 1, .nlink = 2), F("b", .ino = 1, .nlink = 2)},
	 NULL,
	 "a=x b=x ",
	 0},
	{"links, contents last",
	 {F("a", .ino = 1, .nlink = 2), F("b", .data = "x", .ino = 1, .nlink = 2)},
	 NULL,
	 "a=x b=x ",
	 0},
	{"links, contents twice",
	 {F("a", .data = "long", .ino = 1, .nlink = 2), F("b", .data = "x", .ino = 1, .nlink = 2)},
	 NULL,
	 "a=x b=x ",
	 0},
	{"links of other types",
	 {F("a", .data = "x", .ino = 1, .nlink = 2), C("b", .ino = 1, .nlink = 2)},
	 NULL,
	 "a=x b# ",
	 0},
	{"links end with the trailer",
	 {F("a", .data = "x", .ino = 1, .nlink = 2), TRAILER, F("b", .ino = 1, .nlink = 2)},
	 NULL,
	 "a=x b= ",
	 0},
	{"a link to a replaced name",
	 {F("a", .data = "x", .ino = 1, .nlink = 2), L("a", .data = "t"),
	  F("b", .ino = 1, .nlink = 2)},
	 NULL,
	 "a>t b>t t= ",
	 0},
	{"a link to its own name",
	 {F("a", .data = "x", .ino = 1, .nlink = 2), F("a", .data = "y", .ino = 1, .nlink = 2)},
	 NULL,
	 "",
	 1},
	{"a link to a file that was dropped",
	 {F("d/a", .data = "x", .ino = 1, .nlink = 2), F("b", .ino = 1, .nlink = 2)},
	 NULL,
	 "",
	 2},
	/* headers */
	{"a checksum",
	 {F("f", .data = "ab", .magic = "070702", .sum = 'a' + 'b'), F("g", .sum = 9)},
	 NULL,
	 "f=ab g= ",
	 0},
	{"a wrong checksum",
	 {F("f", .data = "ab", .magic = "070702", .sum = 1)},
	 "checksum",
	 NULL,
	 0},
	{"of nothing", {F("f", .magic = "070702", .sum = 1)}, "checksum", NULL, 0},
	{"not of what is ignored", {F("d/f", .data = "x", .magic = "070702")}, NULL, "", 1},
	{"the old format", {F("f", .magic = "070707")}, "old format", NULL, 0},
	{"a magic of nothing", {F("f", .magic = "070703")}, "expected the header", NULL, 0},
	{"no NUL", {F("ab", .name_size = 2)}, "NUL", NULL, 0},
};

static void reads_entries(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(entries) / sizeof(entries[0]); i++) {
		struct bytes b = {0};

		add_all(&b, entries[i].item);
		check(entries[i].what, &b, entries[i].problem, entries[i].tree,
		      entries[i].warnings);
		bytes_free(&b);
	}
}

/* Each of the 13 numbers of a header has 8 hexadecimal digits, and nothing else. */
static void wants_digits(void **state)
{
	static const char bad[] = "x -+g/:@`G\n";

	(void)state;
	for (size_t at = 6; at < 110; at++)
		for (const char *c = bad; *c; c++) {
			struct bytes b = {0};

			add(&b, &(struct item){.name = "f"});
			b.data[at] = (unsigned char)*c;
			check("digits", &b, "hexadecimal", NULL, 0);
			bytes_free(&b);
		}
}

/* Names of 1 to 4096 bytes with their NUL are names, others are passed over. */
static void measures_names(void **state)
{
	static const struct {
		uint32_t size;
		const char *tree;
		size_t warnings;
	} sizes[] = {{4096, "n= f= ", 0}, {4097, "f= ", 1}, {100000, "f= ", 1}};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct bytes b = {0};

		add(&b, &(struct item){.name = "n", .name_size = sizes[i].size});
		while (b.len < (110 + sizes[i].size + 3) / 4 * 4)
			assert_int_equal(bytes_append(&b, "", 1), 0);
		add(&b, &(struct item){.name = "f"});
		check("names", &b, NULL, sizes[i].tree, sizes[i].warnings);
		bytes_free(&b);
	}
}

/* --- archives: 'a' to 'd' are archives of a file of that name, z zeros */
static void gzip(struct bytes *out, const struct bytes *in, const char *header, size_t len)
{
	unsigned char buf[4096];
	z_stream z = {.next_in = in->data,
		      .avail_in = (unsigned int)in->len,
		      .next_out = buf,
		      .avail_out = sizeof(buf)};
	uint32_t end[2] = {(uint32_t)crc32(0, in->data, (unsigned int)in->len), (uint32_t)in->len};

	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, -15, 8, 0), Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	assert_int_equal(bytes_append(out, header, len) |
				 bytes_append(out, buf, sizeof(buf) - z.avail_out),
			 0);
	for (int i = 0; i < 8; i++)
		assert_int_equal(bytes_append(out, &(char){(char)(end[i / 4] >> i % 4 * 8)}, 1), 0);
}

/*
 * SPEC: a small letter is an archive with a file of that name, a large one the same as
 * gzip, a digit so many zeros, "x" junk, "u" an archive without padding, "(" to ")" is
 * packed together.
 */
static void build(struct bytes *b, const char *spec)
{
	static const char header[10] = "\x1f\x8b\x08";
	struct bytes inner = {0}, *to = b;

	for (; *spec; spec++) {
		char name[2] = {(char)(*spec | 0x20)};
		struct item items[ITEMS] = {{name, .data = name}, TRAILER};

		if (*spec == '(')
			to = &inner;
		else if (*spec == ')') {
			to = b;
			gzip(b, &inner, header, sizeof(header));
			inner.len = 0;
		} else if (*spec >= '0' && *spec <= '9')
			assert_int_equal(
				bytes_append(to, "\0\0\0\0\0\0\0\0\0", (size_t)(*spec - '0')), 0);
		else if (*spec == 'x')
			assert_int_equal(bytes_string(to, "junk"), 0);
		else if (*spec == 'u')
			add(to, &(struct item){.name = "u", .data = "u", .no_padding = true});
		else if (*spec >= 'a')
			add_all(to, items);
		else {
			struct bytes one = {0};

			add_all(&one, items);
			gzip(to, &one, header, sizeof(header));
			bytes_free(&one);
		}
	}
	bytes_free(&inner);
}

static const struct {
	const char *spec, *problem, *tree;
} archives[] = {
	{"", NULL, ""},
	{"9", NULL, ""},
	{"a", NULL, "a=a "},
	{"ab", NULL, "a=a b=b "},
	{"a4b", NULL, "a=a b=b "},
	{"4a", NULL, "a=a "},
	{"1a", "multiple of 4", ""},
	{"A", NULL, "a=a "},
	{"A9", NULL, "a=a "},
	{"3A", NULL, "a=a "},
	{"AB", NULL, "a=a b=b "},
	{"A3B1C", NULL, "a=a b=b c=c "},
	{"aB", NULL, "a=a b=b "},
	{"a2B", "multiple of 4", "a=a "},
	{"a4B", NULL, "a=a b=b "},
	{"Ax", "neither", "a=a "},
	{"ax", "neither", "a=a "},
	{"x", "neither", ""},
	{"(ab)", NULL, "a=a b=b "},
	{"(a4b)9", NULL, "a=a b=b "},
	{"(a9)", NULL, "a=a "},
	{"(a2b)", "multiple of 4", "a=a "},
	{"(u)", "without padding", "u=u "},
	{"(ax)", "not a newc archive", "a=a "},
	{"(A)", "not a newc archive", ""},
	{"(x)", "not a newc archive", ""},
	{"()", NULL, ""},
};

static void finds_archives(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(archives) / sizeof(archives[0]); i++) {
		struct bytes b = {0};

		build(&b, archives[i].spec);
		check(archives[i].spec, &b, archives[i].problem, archives[i].tree, 0);
		bytes_free(&b);
	}
}

/* A plain archive wants a multiple of 4 of the ramdisk, whatever was before it. */
static void counts_from_the_start(void **state)
{
	struct bytes b = {0};

	(void)state;
	build(&b, "A");
	while (b.len % 4)
		bytes_append(&b, "", 1);
	build(&b, "b");
	check("aligned", &b, NULL, "a=a b=b ", 0);
	b.len = 0;
	build(&b, "A");
	do
		bytes_append(&b, "", 1);
	while (b.len % 4 != 2);
	build(&b, "b");
	check("not aligned", &b, "multiple of 4", "a=a ", 0);
	bytes_free(&b);
}

/* Each byte that lacks at the end is noticed, but where only padding does. */
static void notices_cuts(void **state)
{
	struct bytes b = {0}, packed = {0};
	static const char header[10] = "\x1f\x8b\x08";

	(void)state;
	add(&b, &(struct item){.name = "f", .data = "hello"});
	for (size_t n = 1; n < b.len; n++) {
		struct bytes cut = {b.data, n, 0};

		check("cut", &cut, n < 110 + 2 + 5 ? "ends within" : NULL, NULL, 0);
	}
	gzip(&packed, &b, header, sizeof(header));
	for (size_t n = 2; n < packed.len; n++) {
		struct bytes cut = {packed.data, n, 0};

		check("packed and cut", &cut, "cut short", NULL, 0);
	}
	bytes_free(&b);
	bytes_free(&packed);
}

/* The kernel skips a file name in gzip's header, and no other field. */
static void knows_gzip_headers(void **state)
{
	(void)state;
	for (int flags = 0; flags < 256; flags++) {
		char header[12] = {0x1f, (char)0x8b, 8, (char)flags};
		struct bytes b = {0}, packed = {0};

		add(&b, &(struct item){.name = "f"});
		gzip(&packed, &b, header, flags & 8 ? 11 : 10);
		check("flags", &packed, flags & 0x16 ? "gzip -n" : NULL, NULL, 0);
		bytes_free(&b);
		bytes_free(&packed);
	}
}

/*
 * A block of LZO or LZ4: literals, then a match of MATCH bytes from DISTANCE before, then
 * literals again. What is packed repeats itself there.
 */
enum { FIRST = 116, MATCH = 60, DISTANCE = 116, REST = 18 };

static void lzo(struct bytes *b, const struct bytes *in)
{
	static const char head[] = "\x89LZO\0\r\n\x1a\n\x10\x40\x20\xa0\x09\x40\1\5\0\0\0\1\0\0\0\0"
				   "\0\0\0\0\0\0\0\0\0\0\0\0";
	size_t rest = in->len - FIRST - MATCH;
	struct bytes block = {0};

	assert_int_equal(
		bytes_printf(&block, "%c", 17 + FIRST) | bytes_append(&block, in->data, FIRST) |
			bytes_printf(&block, "%c%c%c%c", 32, MATCH - 2 - 31,
				     (DISTANCE - 1) << 2 & 255, (DISTANCE - 1) >> 6) |
			bytes_append(&block, "", 1) | bytes_printf(&block, "%c", (int)rest - REST) |
			bytes_append(&block, in->data + FIRST + MATCH, rest) |
			bytes_append(&block, "\x11\0\0", 3),
		0);
	assert_int_equal(bytes_append(b, head, 38), 0);
	for (int i = 0; i < 3; i++) {
		size_t v = i == 0 ? in->len : i == 1 ? block.len : 0;

		for (int shift = 24; shift >= 0; shift -= 8)
			assert_int_equal(bytes_append(b, &(char){(char)(v >> shift)}, 1), 0);
	}
	assert_int_equal(bytes_append(b, block.data, block.len) | bytes_append(b, "\0\0\0\0", 4),
			 0);
	bytes_free(&block);
}

static void lz4(struct bytes *b, const struct bytes *in)
{
	size_t rest = in->len - FIRST - MATCH, size = 2 + FIRST + 3 + 2 + rest;

	assert_int_equal(bytes_string(b, "\x02\x21\x4c\x18") |
				 bytes_append(b, (char[]){(char)size, (char)(size >> 8), 0, 0}, 4) |
				 bytes_printf(b, "%c%c", 0xff, FIRST - 15) |
				 bytes_append(b, in->data, FIRST) |
				 bytes_append(b, (char[]){DISTANCE, 0, MATCH - 4 - 15}, 3) |
				 bytes_printf(b, "%c%c", 0xf0, (int)rest - 15) |
				 bytes_append(b, in->data + FIRST + MATCH, rest),
			 0);
}

/* An archive of LZO or LZ4, then what SPEC says; each byte cut off is noticed. */
static void unpacks_blocks(void **state)
{
	static const struct {
		void (*pack)(struct bytes *b, const struct bytes *in);
		const char *spec, *problem, *tree;
	} cases[] = {
		{lzo, "", NULL, "a=a "},
		{lzo, "B", NULL, "a=a b=b "},
		{lzo, "x", "neither", "a=a "},
		{lz4, "", NULL, "a=a "},
		{lz4, "3", NULL, "a=a "},
		{lz4, "4B", NULL, "a=a b=b "},
		{lz4, "B", "at least 4 zeros", "a=a "},
		{lz4, "3B", "", "a=a "},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct bytes in = {0}, b = {0};

		build(&in, "a");
		cases[i].pack(&b, &in);
		for (size_t n = 4; n < b.len && !*cases[i].spec; n++) {
			struct bytes cut = {b.data, n, 0};

			check("cut", &cut, n == 4 && cases[i].pack == lz4 ? NULL : "", NULL, 0);
		}
		build(&b, cases[i].spec);
		check(cases[i].spec, &b, cases[i].problem, cases[i].tree, 0);
		bytes_free(&in);
		bytes_free(&b);
	}
}

/* lzma that tells a size of 0: 13 bytes of header, and 5 that the decoder starts with. */
static void passes_lzma_of_nothing(void **state)
{
	static const char nothing[18] = {0x5d, 0, 0, 1};
	struct bytes b = {0};

	(void)state;
	bytes_append(&b, nothing, sizeof(nothing));
	build(&b, "A");
	check("lzma of nothing", &b, NULL, "a=a ", 0);
	b.len = sizeof(nothing) - 1;
	check("cut off", &b, "cut short", "", 0);
	bytes_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_entries),	  cmocka_unit_test(wants_digits),
		cmocka_unit_test(measures_names),	  cmocka_unit_test(finds_archives),
		cmocka_unit_test(counts_from_the_start),  cmocka_unit_test(notices_cuts),
		cmocka_unit_test(knows_gzip_headers),	  cmocka_unit_test(unpacks_blocks),
		cmocka_unit_test(passes_lzma_of_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
