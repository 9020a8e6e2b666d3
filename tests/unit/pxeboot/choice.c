// SPDX-License-Identifier: MIT
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "choice.h"
#include "table.h"

static struct choice choice;
static struct machine machine;
static struct bytes text;

static int setup(void **state)
{
	(void)state;
	machine_init(&machine);
	choice = (struct choice){0};
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	choice_free(&choice);
	bytes_free(&text);
	text = (struct bytes){0};
	return 0;
}

/* Makes the choice of R, from CFG and FILES. */
static void choose(struct choice_request r, const char *cfg, const struct table *files)
{
	const struct config_source source = {table_get, (void *)(uintptr_t)files};
	struct error err = {0};

	choice_free(&choice);
	r.machine = &machine;
	r.source = &source;
	text.len = 0;
	assert_int_equal(bytes_string(&text, cfg), 0);
	assert_int_equal(choice_make(&choice, &r, &text, "cfg", &table_base, NULL, &err), 0);
}

#define CHOOSE(cfg, ...) choose((struct choice_request){__VA_ARGS__}, cfg, nothing)

static const struct table nothing[] = {{NULL, NULL}};

static bool noted(const char *part)
{
	for (const struct note *n = choice.notes.first; n; n = n->next)
		if (strstr(n->text, part))
			return true;
	return false;
}

static const char two[] = "DEFAULT a w\nONERROR b\nLABEL a\nKERNEL ka\nLABEL b\nKERNEL kb\n";

static void each_mode_has_its_entry(void **state)
{
	static const struct {
		enum choice_mode mode;
		const char *command, *cmdline, *given;
	} cases[] = {
		{CHOICE_AUTO, "", "BOOT_IMAGE=ka w", "a w"},
		{CHOICE_TYPED, " b  x y ", "BOOT_IMAGE=kb x y", "b x y"},
		{CHOICE_PICKED, "2", "BOOT_IMAGE=kb", "b"},
		{CHOICE_ENTER, "", "BOOT_IMAGE=ka w", "a w"},
		{CHOICE_FAILED, "a w", "BOOT_IMAGE=kb a w", "b a w"},
		{CHOICE_TYPED, "file x", "BOOT_IMAGE=file x", ""},
		{CHOICE_EDITED, "b x", "BOOT_IMAGE=b x", ""},
		{CHOICE_KEY, "b x", "BOOT_IMAGE=kb x", "b x"},
		{CHOICE_KEY, "file x", "BOOT_IMAGE=file x", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		CHOOSE(two, .mode = cases[i].mode, .command = cases[i].command);
		assert_int_equal(choice.then, CHOICE_BOOT);
		assert_string_equal(choice.cmdline, cases[i].cmdline);
		assert_string_equal(choice.command, cases[i].given);
	}
}

static void picking_what_is_not_there(void **state)
{
	static const char *const bad[] = {"0", "3", "-1", "x", "", "99999999999999999999"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		CHOOSE(two, .mode = CHOICE_PICKED, .command = bad[i]);
		assert_int_equal(choice.then, CHOICE_NONE);
		assert_null(choice.kernel);
	}
}

/* What a password or the loader's own parameter closes, however it is asked for. */
static void closed_to_a_person(void **state)
{
	static const char cfg[] = "LABEL a\nMENU PASSWD x\nKERNEL ka\nLABEL b\nKERNEL kb\n"
				  "LABEL c\nMENU HIDE\nKERNEL kc\nMENU BEGIN s\nMENU PASSWD\n"
				  "LABEL d\nKERNEL kd\nMENU END\nONERROR a\n";
	static const struct {
		enum choice_mode mode;
		const char *command;
	} refused[] = {{CHOICE_TYPED, "a"},    {CHOICE_TYPED, "b x"},	   {CHOICE_TYPED, "c"},
		       {CHOICE_TYPED, "file"}, {CHOICE_TYPED, "d"},	   {CHOICE_PICKED, "1"},
		       {CHOICE_ENTER, ""},     {CHOICE_TYPED, ".linux b"}, {CHOICE_KEY, "d x"}};

	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		CHOOSE(cfg, .mode = refused[i].mode, .command = refused[i].command);
		assert_int_equal(choice.then, CHOICE_NONE);
	}
	CHOOSE(cfg, .mode = CHOICE_FAILED, .command = "b", .person = true);
	assert_int_equal(choice.then, CHOICE_NONE);
	assert_non_null(choice.refused);
	CHOOSE(cfg, .mode = CHOICE_FAILED, .command = "b");
	assert_string_equal(choice.kernel, "ka");
	CHOOSE(cfg, .mode = CHOICE_TYPED, .command = "b");
	assert_string_equal(choice.kernel, "kb");
	CHOOSE(two, .mode = CHOICE_TYPED, .command = "b x", .lock = "locked");
	assert_non_null(strstr(choice.refused, "locked"));
	CHOOSE(two, .mode = CHOICE_TYPED, .command = "b x", .closed = "MENU PASSWD");
	assert_non_null(strstr(choice.refused, "MENU PASSWD"));
}

/* What would open it is known, and does. */
static void opened_by_a_password(void **state)
{
	static const char cfg[] = "LABEL a\nMENU PASSWD x\nKERNEL ka\nMENU MASTER PASSWD y\n";

	(void)state;
	CHOOSE(cfg, .mode = CHOICE_PICKED, .command = "1");
	assert_string_equal(choice.closed->password, "x");
	assert_false(choice.needs_master);
	CHOOSE(cfg, .mode = CHOICE_PICKED, .command = "1", .opened = true);
	assert_string_equal(choice.kernel, "ka");
	CHOOSE(cfg, .mode = CHOICE_TYPED, .command = "file x");
	assert_true(choice.needs_master);
	CHOOSE(cfg, .mode = CHOICE_TYPED, .command = "file x", .master = true);
	assert_string_equal(choice.kernel, "file");
	CHOOSE(cfg, .mode = CHOICE_TYPED, .command = "file x", .lock = "locked");
	assert_false(choice.needs_master);
	CHOOSE(cfg, .mode = CHOICE_TYPED, .command = "file x", .lock = "locked", .master = true);
	assert_null(choice.kernel);
}

static void options_are_not_allowed(void **state)
{
	static const char cfg[] = "ALLOWOPTIONS 0\nIMPLICIT 0\nONERROR a\nLABEL a\nKERNEL ka\n";

	(void)state;
	CHOOSE(cfg, .mode = CHOICE_TYPED, .command = "a init=/bin/sh");
	assert_string_equal(choice.cmdline, "BOOT_IMAGE=ka");
	CHOOSE(cfg, .mode = CHOICE_TYPED, .command = "x init=/bin/sh");
	assert_string_equal(choice.cmdline, "BOOT_IMAGE=ka");
}

static void a_configuration_leads_to_another(void **state)
{
	static const struct table files[] = {{"one", "LABEL a\nCONFIG two\nAPPEND sub/\n"},
					     {"two", "LABEL b\nKERNEL kb\n"},
					     {"self", "LABEL s\nCONFIG self\n"},
					     {"page", "<html>\n"},
					     {NULL, NULL}};
	static const char cfg[] = "SYSAPPEND 4\nLABEL x\nCONFIG one\n";

	(void)state;
	machine.uuid = "b8945908-d6a6-41a9-611d-74a6ab80b83d";
	machine_strings(&machine, &choice.arena);
	machine.sysappend[2] = "SYSUUID=u";
	choose((struct choice_request){0}, cfg, files);
	assert_string_equal(choice.cmdline, "BOOT_IMAGE=kb SYSUUID=u");
	assert_string_equal(choice.base.prefix, "dir/sub/");
	assert_int_equal(choice.inherited_sysappend, 4);
	choose((struct choice_request){0}, "LABEL x\nCONFIG self\n", files);
	assert_int_equal(choice.then, CHOICE_NONE);
	assert_true(noted("in a row"));
	choose((struct choice_request){0}, "LABEL x\nCONFIG page\n", files);
	assert_int_equal(choice.then, CHOICE_NONE);
	choose((struct choice_request){0}, "UI menu.c32\nTIMEOUT 9\nLABEL x\nCONFIG one\n", files);
	assert_int_equal(choice.action, CHOICE_MENU);
	assert_int_equal(choice.then, CHOICE_CONFIG);
	choose((struct choice_request){.time_over = true}, "UI menu.c32\nLABEL x\nCONFIG one\n",
	       files);
	assert_string_equal(choice.kernel, "kb");
	/* nor is it a file of the menu */
	choose((struct choice_request){0},
	       "SYSAPPEND 4\nDEFAULT m\nLABEL m\nKERNEL menu.c32\nLABEL x\nKERNEL k\n", files);
	assert_string_equal(choice.kernel, "k");
	assert_false(noted("not found"));
}

static void loadparm_names_or_counts(void **state)
{
	static const struct {
		const char *loadparm, *label;
	} cases[] = {{"2", "b"},
		     {"B", "b"},
		     {"0", "a"},
		     {"", "a"},
		     {"9", ""},
		     {"x", ""},
		     {"12345678", "123456789"}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		machine.loadparm = cases[i].loadparm;
		CHOOSE("LABEL a\nKERNEL k\nLABEL b\nKERNEL k\nLABEL 123456789\nKERNEL k\n", 0);
		assert_string_equal(choice.label, cases[i].label);
	}
}

static void many_initrds(void **state)
{
	struct bytes cfg = {0};
	unsigned int n = 0;

	(void)state;
	bytes_string(&cfg, "LABEL a\nKERNEL k\nINITRD i");
	for (int i = 0; i < COMMAND_INITRDS - 1; i++)
		bytes_printf(&cfg, ",i%d", i);
	CHOOSE((char *)cfg.data, 0);
	for (const struct initrd *i = choice.initrds; i; i = i->next)
		n++;
	assert_int_equal(n, COMMAND_INITRDS);
	bytes_string(&cfg, ",over");
	CHOOSE((char *)cfg.data, 0);
	assert_int_equal(choice.then, CHOICE_NONE);
	assert_true(noted("initrds"));
	bytes_free(&cfg);
}

static void the_command_line_must_fit(void **state)
{
	(void)state;
	choice.cmdline = "1234567";
	assert_null(choice_check_cmdline(&choice, 8));
	assert_string_equal(choice_check_cmdline(&choice, 7),
			    "the command line has 7 bytes, the kernel takes 6");
	assert_null(choice_check_cmdline(&choice, 0));
	choice.cmdline = "caf\xe9";
	assert_non_null(strstr(choice_check_cmdline(&choice, 0), "not ASCII"));
	choice.cmdline = "a\tb";
	assert_non_null(strstr(choice_check_cmdline(&choice, 0), "control"));
	choice.cmdline = NULL;
	assert_null(choice_check_cmdline(&choice, 1));
}

/* Each byte in each place, in every mode: something is chosen or not, and nothing breaks. */
static void hostile_bytes(void **state)
{
	static const char *const forms[] = {
		"DEFAULT %c\nLABEL %c\nKERNEL %c%c\n", "UI %c menu.c32 %c\nLABEL %c %c\n",
		"LABEL l\nKERNEL %cx%c\nAPPEND initrd=%c,%c\n",
		"ONTIMEOUT %c%c\nTIMEOUT 1\nPROMPT 1\nONERROR %c%c\n",
		"LABEL l\nCOM32 whichsys.c32\nAPPEND -pxe- %c%c %c %c\n"};
	char cfg[128], command[8];

	(void)state;
	for (int c = 1; c < 256; c++)
		for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
			for (int mode = CHOICE_AUTO; mode <= CHOICE_FAILED; mode++) {
				snprintf(cfg, sizeof(cfg), forms[i], c, c, c, c);
				snprintf(command, sizeof(command), "%c %c", c, c);
				CHOOSE(cfg, .mode = (enum choice_mode)mode, .command = command);
				assert_true(choice.then != CHOICE_BOOT || choice.cmdline);
			}
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(each_mode_has_its_entry),   T(picking_what_is_not_there),
		T(closed_to_a_person),	      T(opened_by_a_password),
		T(options_are_not_allowed),   T(a_configuration_leads_to_another),
		T(loadparm_names_or_counts),  T(many_initrds),
		T(the_command_line_must_fit), T(hostile_bytes),
	};

	return cmocka_run_group_tests_name("choice", tests, NULL, NULL);
}
