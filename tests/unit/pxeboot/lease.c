// SPDX-License-Identifier: MIT
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "lease/ipv4.h"
#include "lease/lease.h"

static struct arena arena;
static struct lease lease;
static struct bytes out;

/* What the scripts get of a lease, as one text */
static const char *printed(void)
{
	out.len = 0;
	assert_int_equal(lease_print(&out, &arena, &lease), 0);
	return out.data && out.len ? (const char *)out.data : "";
}

static void parse(struct lease *l, const char *text)
{
	lease_parse(l, &arena, text, strlen(text));
}

static const char *parsed(const char *text)
{
	parse(&lease, text);
	return printed();
}

static int teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	bytes_free(&out);
	return 0;
}

#define IP "ip=10.99.0.66\nsubnet=255.255.255.0\n"
#define IS "ip=10.99.0.66\nlength=24\nnetmask=255.255.255.0\n"

static void all_that_a_server_says(void **state)
{
	(void)state;
	assert_string_equal(
		parsed(IP "router=10.99.0.250 10.99.0.251\ndns=10.0.0.1 10.0.0.2\n"
			  "domain=example.org\nmtu=1400\nserverid=10.99.0.1\n"
			  "siaddr=10.99.0.2\nsname=boot.example.org\nboot_file=pxelinux.0\n"
			  "bootfile=other.0\ntftp=10.99.0.3\nopt150=0a6300040a630005\n"
			  "opt209=my.cfg\nopt210=sub/\nopt211=300\nlease=3600\nunknown\n"),
		IS "gateway=10.99.0.250\nroute=0.0.0.0/0 10.99.0.250\nroute=0.0.0.0/0 "
		   "10.99.0.251\ndhcp=10.99.0.1\n"
		   "dns=10.0.0.1\ndns=10.0.0.2\nserver=10.99.0.2\nserver=10.99.0.3\n"
		   "server=10.99.0.4\nserver=10.99.0.5\nserver=boot.example.org\nmtu=1400\n"
		   "domain=example.org\nbootfile=pxelinux.0\noption209=my.cfg\noption210=sub/\n"
		   "option211=300\n");
	assert_string_equal(parsed(""), "");
	/* another server has booting; an address is needed all the same */
	assert_string_equal(parsed("serverid=10.99.0.1\nbootfile=x"),
			    "dhcp=10.99.0.1\nserver=10.99.0.1\nbootfile=x\n");
}

static void values_that_are_ignored_are_said(void **state)
{
	static const struct {
		const char *line, *said;
	} cases[] = {
		{"router=255.255.255.255",
		 "the router '255.255.255.255' is not the address of a machine"},
		{"router=10.99.0.", "the router '10.99.0.' is not the address of a machine"},
		{"dns=0.0.0.0", "the name server '0.0.0.0' is not the address of a machine"},
		{"domain=bad", "the domain 'bad' is not one domain"},
		{"domain=a.example b.example",
		 "the domain 'a.example b.example' is not one domain"},
		{"domain=-o", "the domain '-o' is not one domain"},
		{"mtu=68", "the MTU '68' is not from 576 to 65535"},
		{"mtu=575", "the MTU '575' is not from 576 to 65535"},
		{"mtu=65536", "the MTU '65536' is not from 576 to 65535"},
		{"mtu=99999999999", "the MTU '99999999999' is not from 576 to 65535"},
		{"mtu=1400x", "the MTU '1400x' is not from 576 to 65535"},
		{"serverid=127.0.0.1", "option 54 '127.0.0.1' is not the address of a machine"},
		{"siaddr=224.0.0.1", "siaddr '224.0.0.1' is not the address of a machine"},
		{"sname=a b", "sname 'a b' is not one name or address"},
		{"tftp=bad", "option 66 'bad' is not one name or address"},
		{"tftp=10.99.0.1 10.99.0.3",
		 "option 66 '10.99.0.1 10.99.0.3' is not one name or address"},
		{"tftp=10.99.0.1,10.99.0.3",
		 "option 66 '10.99.0.1,10.99.0.3' is not one name or address"},
		{"tftp=0.0.0.0", "option 66 '0.0.0.0' is not one name or address"},
		{"tftp=10.99.0.256", "option 66 '10.99.0.256' is not one name or address"},
		{"tftp=010.099.0.1", "option 66 '010.099.0.1' is not one name or address"},
		{"tftp=http://10.99.0.1",
		 "option 66 'http://10.99.0.1' is not one name or address"},
		{"tftp=host:69", "option 66 'host:69' is not one name or address"},
		{"tftp=h\303\266st", "option 66 'h\303\266st' is not one name or address"},
		{"tftp=h\366st", "option 66 'h\\xf6st' is not one name or address"},
		{"opt150=0a63", "option 150 '10.99.0.0' is not the address of a machine"},
		{"opt150=0a6300g1", "option 150 '0a6300g1' is not valid"},
		{"opt150=0a63000", "option 150 '0a63000' is not valid"},
		{"opt150=00000000", "option 150 '0.0.0.0' is not the address of a machine"},
		{"opt211=4294967296", "option 211 '4294967296' is not a number of seconds"},
		{"opt211=-1", "option 211 '-1' is not a number of seconds"},
		{"opt209=a\33[2J", "option 209 has control characters"},
		{"opt209=a\177", "option 209 has control characters"},
		{"opt209=a\302\2332J", "option 209 has control characters"},
		{"refused=opt210", "option 210 has control characters"},
		{"refused=boot_file", "the boot file has control characters"},
		{"opt43=d1ff78", "option 43 is cut short, its end is"},
		{"opt43=d1", "option 43 is cut short, its end is"},
		{"opt43=x", "option 43 'x' is not valid"},
		{"opt43=d103611b62", "option 209 in option 43 has control characters"},
		{"opt43=d303000001", "option 211 in option 43 '' does not have 4 bytes"},
		{"routes=10.0.0.0/33 10.99.0.1",
		 "option 121: the route '10.0.0.0/33' by '10.99.0.1' is not valid"},
		{"routes=10.0.0.0/8", "option 121: the route '10.0.0.0/8' by '' is not valid"},
		{"routes=10.0.0.0 10.99.0.1",
		 "option 121: the route '10.0.0.0' by '10.99.0.1' is not valid"},
		{"routes=10.0.0.0/x 10.99.0.1",
		 "option 121: the route '10.0.0.0/x' by '10.99.0.1' is not valid"},
		{"routes=0.0.0.0/0 127.0.0.1",
		 "option 121: the route '0.0.0.0/0' by '127.0.0.1' is not valid"},
		{"msroutes=1/1 1", "option 249: the route '1/1' by '1' is not valid"},
		{"hostroutes=198.51.100.1",
		 "option 33: the route '198.51.100.1' by '' is not valid"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *text = arena_printf(&arena, "%s\n" IP, cases[i].line);

		assert_string_equal(
			parsed(text),
			arena_printf(&arena, "warning=%s%s\n" IS, cases[i].said,
				     strstr(cases[i].said, "end is") ? " ignored" : ", ignored"));
	}
	/* of a list only what is wrong */
	assert_string_equal(
		parsed(IP "router=0.0.0.1 10.99.0.2\n"),
		"warning=the router '0.0.0.1' is not the address of a machine, ignored\n" IS
		"gateway=10.99.0.2\nroute=0.0.0.0/0 10.99.0.2\n");
	assert_string_equal(parsed(IP "siaddr=0.0.0.0\n"), IS);
}

static void addresses_and_netmasks(void **state)
{
	static const struct {
		const char *lines;
		int length; /* 0: no address */
		bool warned;
	} cases[] = {
		{"ip=10.0.0.1\nsubnet=255.255.255.255\n", 32, false},
		{"ip=10.0.0.1\nsubnet=255.255.255.254\n", 31, false},
		{"ip=10.0.0.1\nsubnet=128.0.0.0\n", 1, false},
		{"ip=10.0.0.1\nsubnet=255.0.255.0\n", 8, true},
		{"ip=10.0.0.1\nsubnet=0.0.0.0\n", 8, true},
		{"ip=10.0.0.1\nsubnet=24\n", 8, true},
		{"ip=10.0.0.1\nsubnet=255.255.255.0 255.0.0.0\n", 8, true},
		{"ip=10.0.0.1\nsubnet=255.255.255.0x\n", 8, true},
		{"ip=10.0.0.1\n", 8, true},
		{"ip=126.0.0.1\n", 8, true},
		{"ip=128.0.0.1\n", 16, true},
		{"ip=191.255.0.1\n", 16, true},
		{"ip=192.0.2.1\n", 24, true},
		{"ip=0.0.0.0\nsubnet=255.0.0.0\n", 0, true},
		{"ip=127.0.0.1\n", 0, true},
		{"ip=224.0.0.1\n", 0, true},
		{"ip=1.2.3\n", 0, true},
		{"ip=1.2.3.4.5\n", 0, true},
		{"ip=1.2.3.0004\n", 0, true},
		{"ip=01.2.3.4\n", 0, true},
		{"ip=1.2.3.256\n", 0, true},
		{"ip=1..3.4\n", 0, true},
		{"ip=-1.2.3.4\n", 0, true},
		{"ip= 1.2.3.4\n", 0, true},
		{"subnet=255.0.0.0\n", 0, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		parsed(cases[i].lines);
		assert_int_equal(lease.length, cases[i].length);
		assert_int_equal(lease.ip != 0, cases[i].length != 0);
		assert_int_equal(lease.notes.first != NULL, cases[i].warned);
	}
}

/* The routes of LINES for 10.99.0.66/24, "NET/LENGTH [GATEWAY];" */
static const char *routes(const char *lines)
{
	char *text, *p;

	parsed(arena_printf(&arena, "%s%s", strstr(lines, "ip=") ? "" : IP, lines));
	text = strstr((char *)out.data, "route=");
	if (!text)
		return "";
	for (p = text; !strncmp(p, "route=", 6); p = strchr(p, ';') + 1) {
		memmove(p, p + 6, strlen(p + 6) + 1);
		*strchr(p, '\n') = ';';
	}
	*p = 0;
	return text;
}

static void routes_are_in_an_order_that_can_be_set(void **state)
{
	static const struct {
		const char *lines, *routes;
	} cases[] = {
		{"router=10.99.0.1\n", "0.0.0.0/0 10.99.0.1;"},
		{"router=10.99.0.2 10.98.0.1\n",
		 "0.0.0.0/0 10.99.0.2;10.98.0.1/32;0.0.0.0/0 10.98.0.1;"},
		/* a gateway outside of the net */
		{"router=10.98.0.1\n", "10.98.0.1/32;0.0.0.0/0 10.98.0.1;"},
		{"ip=10.99.0.66\nsubnet=255.255.255.255\nrouter=10.99.0.1\n",
		 "10.99.0.1/32;0.0.0.0/0 10.99.0.1;"},
		/* option 121: with it the router does not count, in whatever order */
		{"routes=198.51.100.0/24 10.99.0.1\nrouter=10.99.0.1\n",
		 "198.51.100.0/24 10.99.0.1;"},
		{"routes=0.0.0.0/0 10.98.0.1 10.98.0.1/32 0.0.0.0\n",
		 "10.98.0.1/32;0.0.0.0/0 10.98.0.1;"},
		{"routes=10.98.0.1/32 0.0.0.0 0.0.0.0/0 10.98.0.1\n",
		 "10.98.0.1/32;0.0.0.0/0 10.98.0.1;"},
		{"routes=0.0.0.0/0 10.98.0.1 10.98.0.0/16 0.0.0.0\n",
		 "10.98.0.0/16;0.0.0.0/0 10.98.0.1;"},
		{"routes=0.0.0.0/0 10.98.0.1\n", "10.98.0.1/32;0.0.0.0/0 10.98.0.1;"},
		/* a gateway is not reached through another one */
		{"routes=10.0.0.0/8 10.99.0.1 172.16.0.0/12 10.98.0.1\n",
		 "10.0.0.0/8 10.99.0.1;10.98.0.1/32;172.16.0.0/12 10.98.0.1;"},
		/* twice, with bits after the prefix, by itself, what the kernel has anyway */
		{"routes=10.1.2.3/16 10.99.0.1 10.1.0.0/16 10.99.0.1\n", "10.1.0.0/16 10.99.0.1;"},
		{"routes=10.1.0.0/16 10.99.0.66\n", "10.1.0.0/16;"},
		{"routes=10.99.0.0/24 0.0.0.0 0.0.0.0/0 0.0.0.0\n", "0.0.0.0/0;"},
		/* broken ones do not hide the others; nothing that is right: the router */
		{"routes=x y 10.1.0.0/16 10.99.0.1 z\n", "10.1.0.0/16 10.99.0.1;"},
		{"routes=x y\nrouter=10.99.0.1\n", "0.0.0.0/0 10.99.0.1;"},
		/* 249 is for servers without 121; they may have the default route in option 3 */
		{"msroutes=198.51.100.0/24 10.99.0.2\n", "198.51.100.0/24 10.99.0.2;"},
		{"msroutes=198.51.100.0/24 10.99.0.2\nrouter=10.99.0.1\n",
		 "198.51.100.0/24 10.99.0.2;0.0.0.0/0 10.99.0.1;"},
		{"msroutes=0.0.0.0/0 10.99.0.2\nrouter=10.99.0.1\n", "0.0.0.0/0 10.99.0.2;"},
		{"routes=10.1.0.0/16 10.99.0.1\nmsroutes=10.2.0.0/16 "
		 "10.99.0.1\nhostroutes=10.3.0.1/10.99.0.1\n",
		 "10.1.0.0/16 10.99.0.1;"},
		{"hostroutes=198.51.100.1/10.99.0.1 198.51.100.2/10.99.0.1\nrouter=10.99.0.1\n",
		 "198.51.100.1/32 10.99.0.1;198.51.100.2/32 10.99.0.1;0.0.0.0/0 10.99.0.1;"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(routes(cases[i].lines), cases[i].routes);
	routes("routes=10.0.0.0/8 10.99.0.3 0.0.0.0/0 10.99.0.2 0.0.0.0/0 10.99.0.1\n");
	assert_int_equal(lease.gateway, 0x0a630002);
}

static void routes_are_bounded(void **state)
{
	const char *text = IP "routes=";

	(void)state;
	for (int i = 0; i < 300; i++)
		text = arena_printf(&arena, "%s10.%d.%d.0/24 10.98.%d.1 ", text, i / 200, i % 200,
				    i % 200);
	parse(&lease, text);
	/* and a way to each gateway */
	assert_int_equal(lease.routes.count, ROUTES + 200);
}

static void the_boot_servers_are_asked_in_order(void **state)
{
	static const struct {
		const char *lines, *servers;
		bool boots;
	} cases[] = {
		{"siaddr=10.0.0.1\nserverid=10.0.0.1\n", "10.0.0.1 ", false},
		{"siaddr=10.0.0.1\nserverid=10.0.0.2\n", "10.0.0.1 ", true},
		{"serverid=10.0.0.2\n", "10.0.0.2 ", false},
		{"serverid=10.0.0.2\nsname=s\n", "10.0.0.2 s ", false},
		{"serverid=10.0.0.2\ntftp=10.0.0.3\nsname=s\n", "10.0.0.3 10.0.0.2 s ", true},
		{"serverid=10.0.0.2\ntftp=10.0.0.3\nopt150=0A0000040a000003\n",
		 "10.0.0.3 10.0.0.4 10.0.0.2 ", true},
		{"siaddr=10.0.0.1\nserverid=10.0.0.2\ntftp=boot.example\n",
		 "10.0.0.1 boot.example ", true},
		{"siaddr=10.0.0.1\nserverid=10.0.0.1\ntftp=10.0.0.1\n", "10.0.0.1 ", true},
		{"siaddr=0.0.0.0\nserverid=10.0.0.2\ntftp=fd99::1\n", "fd99::1 10.0.0.2 ", true},
		{"tftp=bad\n", "", false},
		{"opt150=0a0000010a0000020a0000030a0000040a0000050a0000060a0000070a0000080a000009\n"
		 "sname=s\n",
		 "10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 10.0.0.5 10.0.0.6 10.0.0.7 10.0.0.8 ", true},
		{"bootfile=x\n", "", true},
		{"opt43=d20161\n", "", true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *all = "";

		parsed(cases[i].lines);
		for (size_t n = 0; n < lease.server_count; n++)
			all = arena_printf(&arena, "%s%s ", all, lease.server[n]);
		assert_string_equal(all, cases[i].servers);
		assert_int_equal(lease_boots(&lease), cases[i].boots);
	}
}

static void option_43_has_options_of_its_own(void **state)
{
	(void)state;
	/* a pad, PXE's discovery control, 209 with a NUL, 210 in two pieces, 211, the end, nonsense
	 */
	assert_string_equal(
		parsed("opt43=000601 08d104612e6300d20162D2012fd304000000ffFFd1"),
		"warning=option 43 '000601 08d104612e6300d20162D2012fd304000000ffFFd1' is not "
		"valid, ignored\n");
	assert_string_equal(parsed("opt43=00060108d104612e6300d20162D2012fd304000000ffFFd1"),
			    "option209=a.c\noption210=b/\noption211=255\n");
	/* what is outside comes first, unless it is nonsense */
	assert_string_equal(parsed("opt209=o\nopt211=7\nopt43=d10169d2016ad30400000001"),
			    "option209=o\noption210=j\noption211=7\n");
	assert_string_equal(parsed("opt209=o\33\nopt43=d10169"),
			    "warning=option 209 has control characters, ignored\noption209=i\n");
	/* before the end that is missing */
	assert_string_equal(parsed("opt43=d10169d2ff"),
			    "warning=option 43 is cut short, its end is ignored\noption209=i\n");
}

static void texts_of_files(void **state)
{
	char longest[1100];

	(void)state;
	/* bytes as they are: a file may have such a name */
	assert_string_equal(parsed("opt210=gr\366\337e/\nboot_file=\303\266 '$(x)`\\\n"),
			    "bootfile=\303\266 '$(x)`\\\noption210=gr\366\337e/\n");
	memset(longest, 'a', sizeof(longest));
	longest[1024] = 0;
	assert_int_equal(strlen(parsed(arena_printf(&arena, "opt209=%s", longest))), 1024 + 11);
	longest[1024] = 'a';
	longest[1025] = 0;
	parsed(arena_printf(&arena, "opt209=%s", longest));
	assert_string_equal(lease.option209, "");
	assert_non_null(lease.notes.first);
	/* a NUL is a control character, too */
	lease_parse(&lease, &arena, "opt209=a\0b\nopt210=x", 19);
	assert_string_equal(printed(),
			    "warning=option 209 has control characters, ignored\noption210=x\n");
}

static void another_servers_offer(void **state)
{
	struct lease offer;
	const char *text = "serverid=10.99.0.1\nsiaddr=10.99.0.1\nbootfile=x.0\nrefused=opt209\n";

	(void)state;
	parsed(IP "serverid=10.99.0.3\nsiaddr=10.99.0.3\nsname=router\n");
	assert_false(lease_boots(&lease));
	parse(&offer, "serverid=10.99.0.4\ntftp=10.99.0.4\n");
	assert_false(lease_take_offer(&lease, &arena, &offer));
	parse(&offer, text);
	assert_true(lease_take_offer(&lease, &arena, &offer));
	assert_string_equal(
		printed(),
		"warning=option 209 has control characters, ignored\n"
		"say=the DHCP server 10.99.0.3 says nothing of booting, 10.99.0.1 does\n" IS
		"dhcp=10.99.0.3\nserver=10.99.0.1\nbootfile=x.0\n");

	/* the same server, in its offer only; none that says who it is */
	parsed(IP "serverid=10.99.0.1\n");
	assert_true(lease_take_offer(&lease, &arena, &offer));
	assert_string_equal(lease.told.first->text,
			    "the DHCP server 10.99.0.1 says nothing of booting, its offer does");
	parsed(IP "opt211=5\n");
	parse(&offer, "opt210=p/\n");
	assert_true(lease_take_offer(&lease, &arena, &offer));
	assert_string_equal(printed(),
			    "say=the DHCP server of the lease says nothing of booting, another one "
			    "does\n" IS "option210=p/\noption211=5\n");
}

static void cut_at_every_length_nothing_behind_it_is_read(void **state)
{
	static const char text[] = IP "router=10.99.0.1\nroutes=0.0.0.0/0 10.98.0.1\nopt43=d10161\n"
				      "opt150=0a000001\nrefused=tftp\nmtu=1400\nbootfile=\302\n";

	(void)state;
	for (size_t n = 0; n < sizeof(text); n++) {
		char *copy = malloc(n ? n : 1);

		assert_non_null(copy);
		memcpy(copy, text, n);
		lease_parse(&lease, &arena, copy, n);
		free(copy);
		printed();
	}
}

#define TEST(f) cmocka_unit_test_teardown(f, teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(all_that_a_server_says),
		TEST(values_that_are_ignored_are_said),
		TEST(addresses_and_netmasks),
		TEST(routes_are_in_an_order_that_can_be_set),
		TEST(routes_are_bounded),
		TEST(the_boot_servers_are_asked_in_order),
		TEST(option_43_has_options_of_its_own),
		TEST(texts_of_files),
		TEST(another_servers_offer),
		TEST(cut_at_every_length_nothing_behind_it_is_read),
	};

	return cmocka_run_group_tests_name("pxeboot/lease", tests, NULL, NULL);
}
