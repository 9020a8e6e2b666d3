// SPDX-License-Identifier: MIT
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "tftp_server.h"

static struct tftp t;

/* A server that knows all options, and a client that has not asked for anything yet. */
static void begin(uint64_t size)
{
	server = (struct server){.size = size,
				 .tsize = size,
				 .blksize = 65464,
				 .window = 64,
				 .refuses = -1,
				 .error = -1,
				 .random = 7};
	t = (struct tftp){.host = "h",
			  .path = "k",
			  .blksize = 1468,
			  .patience = 20000,
			  .max = 1 << 30,
			  .transport = &transport,
			  .sink = &sink};
	file.room = UINT64_MAX / 2;
}

static enum tftp_result get(void)
{
	file.size = file.total = file.cautions = 0;
	server.requests = server.plain_requests = server.acks = 0;
	return tftp_get(&t);
}

static void assert_got(void)
{
	assert_int_equal(get(), TFTP_DONE);
	assert_int_equal(file.size, server.size);
	assert_int_equal(t.size, server.size);
}

static void files_of_all_sizes_come_whole(void **state)
{
	static const uint64_t sizes[] = {0,    1,    511,   512,   513,	  1467,	 1468,
					 1469, 2936, 23487, 23488, 23489, 46976, 1000000};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
		for (unsigned int window = 0; window < 17; window += 4) {
			begin(sizes[i]);
			server.window = window;
			assert_got();
			assert_int_equal(server.requests, 1);
			assert_int_equal(file.total, sizes[i]);
			assert_int_equal(t.manner, TFTP_LARGE_BLOCKS);
			server.no_options = true;
			assert_got();
			assert_int_equal(server.requests, 1);
			assert_int_equal(file.total, 0);
		}
}

static void a_window_has_one_acknowledgement(void **state)
{
	(void)state;
	begin(160 * 1468);
	assert_got();
	/* of the options, of ten windows, and of the empty block at the end */
	assert_int_equal(server.acks, 12);
	/* not more than a socket can hold */
	begin(100 * 8968);
	t.blksize = 8968;
	assert_got();
	assert_int_equal(server.asked_window, 7);
	t.blksize = TFTP_LARGEST;
	assert_got();
	assert_int_equal(server.asked_window, 1);
}

static void lost_packets_are_sent_again(void **state)
{
	(void)state;
	for (unsigned int lost = 5; lost <= 35; lost += 15)
		for (unsigned int window = 1; window < 17; window += 5)
			for (uint32_t random = 1; random < 20; random++) {
				begin(200000);
				server.window = window;
				server.lost = lost;
				server.random = random * 2654435761u;
				assert_got();
			}
}

static void repeated_blocks_are_not_acknowledged(void **state)
{
	(void)state;
	begin(100 * 512);
	server.no_options = true;
	server.twice = true;
	assert_got();
	assert_int_equal(server.acks, 101);
}

static void block_numbers_start_over(void **state)
{
	(void)state;
	for (unsigned int window = 1; window <= 16; window += 15)
		for (int to = 0; to < 2; to++) {
			begin(70000 * 8);
			server.blksize = 8;
			server.window = window;
			server.wraps_to_1 = to;
			if (window == 1 || !to) {
				assert_got();
				continue;
			}
			/* what is missing is not clear; the next time there is no window */
			assert_int_equal(get(), TFTP_STOPPED);
			assert_int_equal(t.manner, TFTP_SMALL_BLOCKS);
			assert_got();
		}
	begin(70000 * 8);
	server.blksize = 8;
	server.lost = 10;
	assert_got();
}

static void options_that_are_refused_are_left_out(void **state)
{
	static const int codes[] = {0, 4, 8};

	(void)state;
	for (int i = 0; i < 3; i++) {
		begin(100000);
		server.refuses = codes[i];
		assert_got();
		assert_int_equal(server.requests, 2);
		assert_int_equal(server.plain_requests, 1);
		assert_int_equal(file.cautions, 1);
		/* which is remembered */
		assert_got();
		assert_int_equal(server.requests, 1);
		/* a file that is not there either way says nothing of options */
		begin(100000);
		server.error = codes[i];
		assert_int_equal(get(), TFTP_REFUSED);
		assert_int_equal(server.requests, 2);
		assert_int_equal(t.manner, TFTP_LARGE_BLOCKS);
	}
}

static void silence_to_options_is_believed_soon(void **state)
{
	(void)state;
	begin(100000);
	server.deaf = true;
	assert_got();
	assert_int_equal(server.plain_requests, 1);
	assert_true(server.clock < 5000);
	assert_int_equal(t.manner, TFTP_NO_OPTIONS);
}

static void a_silent_server_is_asked_less_and_less(void **state)
{
	struct bytes why = {0};

	(void)state;
	begin(1);
	server.error = 77;
	assert_int_equal(get(), TFTP_SILENT);
	assert_in_range(server.clock, 19000, 24000);
	assert_in_range(server.requests, 6, 12);
	assert_int_equal(t.manner, TFTP_LARGE_BLOCKS);
	assert_int_equal(tftp_explain(&t, TFTP_SILENT, &why), 0);
	assert_string_equal((char *)why.data, "no answer from h");
	bytes_free(&why);
	begin(1);
	server.error = 77;
	t.patience = 3000;
	assert_int_equal(get(), TFTP_SILENT);
	assert_in_range(server.clock, 2500, 5000);
	assert_in_range(server.requests, 4, 6);
}

static void smaller_blocks_follow_where_large_ones_are_lost(void **state)
{
	(void)state;
	begin(100000);
	server.lost_above = 1432;
	assert_got();
	assert_int_equal(t.agreed, 1428);
	assert_int_equal(t.manner, TFTP_SMALL_BLOCKS);
	assert_true(server.clock < 10000);
	begin(100000);
	server.lost_above = 1000;
	assert_got();
	assert_int_equal(t.agreed, 512);
	assert_int_equal(t.manner, TFTP_NO_OPTIONS);
	assert_true(server.clock < 15000);
}

static void errors_say_what_is_the_matter(void **state)
{
	static const struct {
		int code;
		enum tftp_result result;
	} cases[] = {{1, TFTP_ABSENT}, {2, TFTP_ABSENT}, {3, TFTP_ABSENT},  {5, TFTP_BROKEN},
		     {6, TFTP_ABSENT}, {7, TFTP_ABSENT}, {999, TFTP_ABSENT}};
	struct bytes why = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		begin(1000);
		server.error = cases[i].code;
		server.text = "\33[0mno";
		assert_int_equal(get(), cases[i].result);
		assert_int_equal(server.requests, 1);
	}
	assert_int_equal(tftp_explain(&t, TFTP_ABSENT, &why), 0);
	assert_string_equal((char *)why.data, "TFTP error: (999) \\x1b[0mno");
	bytes_free(&why);
	/* after data it is not about the name */
	begin(100000);
	server.fails_after = 20;
	assert_int_equal(get(), TFTP_BROKEN);
	assert_int_equal(file.size, 20 * 1468);
}

static void senseless_answers_end_the_request_with_options(void **state)
{
#define RAW(s)                                                                                     \
	{                                                                                          \
		s, sizeof(s) - 1                                                                   \
	}
	static const struct {
		const char *p;
		size_t len;
	} answers[] = {
		RAW("\0\6blksize\0001469\0"),  RAW("\0\6blksize\0000\0"),
		RAW("\0\6windowsize\00017\0"), RAW("\0\6blksize\0001024"),
		RAW("\0\6blksize\0"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(answers) / sizeof(*answers); i++) {
		begin(100000);
		server.raw = answers[i].p;
		server.raw_len = answers[i].len;
		assert_got();
		assert_int_equal(server.told_8, 1);
		assert_int_equal(server.plain_requests, 1);
		/* where there is nothing else to try, it is said */
		t.manner = TFTP_NO_OPTIONS;
		assert_int_equal(get(), TFTP_NONSENSE);
	}
}

static void packets_that_are_none_are_ignored(void **state)
{
	static const char packets[] = "\0\3\0\2wrong block";

	(void)state;
	/* cut at every length: the request is sent again */
	for (size_t len = 0; len < sizeof(packets); len++) {
		begin(100000);
		server.raw = packets;
		server.raw_len = len;
		assert_got();
		assert_int_equal(server.requests, 2);
		assert_int_equal(server.plain_requests, 0);
	}
}

static void a_file_has_the_size_that_was_announced(void **state)
{
	(void)state;
	begin(100000);
	server.tsize = 100001;
	assert_int_equal(get(), TFTP_WRONG_SIZE);
	server.tsize = 99999;
	assert_int_equal(get(), TFTP_WRONG_SIZE);
	/* some servers answer the option with what they were asked */
	server.tsize = 0;
	assert_got();
}

static void the_limit_is_exact(void **state)
{
	(void)state;
	begin(100000);
	t.max = 100000;
	assert_got();
	t.max = 99999;
	assert_int_equal(get(), TFTP_TOO_LARGE);
	assert_int_equal(file.size, 0);
	server.no_options = true;
	assert_int_equal(get(), TFTP_TOO_LARGE);
	assert_true(file.size <= 99999);
	t.max = 0;
	assert_int_equal(get(), TFTP_TOO_LARGE);
	assert_int_equal(file.size, 0);
}

static void a_full_disk_ends_it(void **state)
{
	struct bytes why = {0};

	(void)state;
	begin(100000);
	file.room = 50000;
	assert_int_equal(get(), TFTP_NOT_WRITTEN);
	assert_int_equal(t.errnum, ENOSPC);
	assert_int_equal(tftp_explain(&t, TFTP_NOT_WRITTEN, &why), 0);
	assert_non_null(strstr((char *)why.data, "No space left"));
	bytes_free(&why);
}

static void strangers_are_told_so(void **state)
{
	(void)state;
	begin(100000);
	server.stranger = true;
	assert_got();
	assert_int_equal(server.told_stranger, 100000 / 1468 + 1 - 1);
}

static void long_names_leave_no_room_for_options(void **state)
{
	char name[600];

	(void)state;
	memset(name, 'x', sizeof(name));
	name[490] = 0;
	begin(1000);
	t.path = name;
	assert_got();
	assert_int_equal(server.plain_requests, 1);
	assert_int_equal(t.manner, TFTP_LARGE_BLOCKS);
	name[490] = 'x';
	name[sizeof(name) - 1] = 0;
	assert_int_equal(get(), TFTP_NAME_TOO_LONG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_of_all_sizes_come_whole),
		cmocka_unit_test(a_window_has_one_acknowledgement),
		cmocka_unit_test(lost_packets_are_sent_again),
		cmocka_unit_test(repeated_blocks_are_not_acknowledged),
		cmocka_unit_test(block_numbers_start_over),
		cmocka_unit_test(options_that_are_refused_are_left_out),
		cmocka_unit_test(silence_to_options_is_believed_soon),
		cmocka_unit_test(a_silent_server_is_asked_less_and_less),
		cmocka_unit_test(smaller_blocks_follow_where_large_ones_are_lost),
		cmocka_unit_test(errors_say_what_is_the_matter),
		cmocka_unit_test(senseless_answers_end_the_request_with_options),
		cmocka_unit_test(packets_that_are_none_are_ignored),
		cmocka_unit_test(a_file_has_the_size_that_was_announced),
		cmocka_unit_test(the_limit_is_exact),
		cmocka_unit_test(a_full_disk_ends_it),
		cmocka_unit_test(strangers_are_told_so),
		cmocka_unit_test(long_names_leave_no_room_for_options),
	};

	return cmocka_run_group_tests_name("tftp", tests, NULL, NULL);
}
