// SPDX-License-Identifier: MIT
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "menu/countdown.h"
#include "menu/password.h"
#include "digest.h"

/* The lengths around a block's, hashed once more: what sha1sum and the others of coreutils say */
static void hashes_of_all_lengths(void **state)
{
	static const struct {
		enum digest_kind kind;
		const char *digest;
	} cases[] = {
		{DIGEST_MD5, "16cf437a90cf3ffd37c953f0e470b487"},
		{DIGEST_SHA1, "9c723e6d1a3322c163723daf00acf97e827fb5a0"},
		{DIGEST_SHA256, "e8e4a8cfe049153f6f930f2156161a5b19bb9b3dc4b698c20e4d44a29d7f9526"},
		{DIGEST_SHA512, "b0252e29bae50b5a42c84d684a695d3ce9eb9f45564b98f09503ce01bcdc907c14"
				"d2fad620cea072e46915da1321a945dee073b717b9c105a6a57beb402eddc5"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		unsigned char result[DIGEST_MAX], text[300];
		char shown[2 * DIGEST_MAX + 1];
		struct digest d, all;
		size_t n = 0;

		memset(text, 'a', sizeof(text));
		digest_begin(&all, cases[i].kind);
		for (size_t len = 0; len <= sizeof(text); len++) {
			digest_begin(&d, cases[i].kind);
			digest_add(&d, text, len / 3);
			digest_add(&d, text, len - len / 3);
			n = digest_end(&d, result);
			digest_add(&all, result, n);
		}
		digest_end(&all, result);
		for (size_t k = 0; k < n; k++)
			snprintf(shown + 2 * k, 3, "%02x", result[k]);
		assert_string_equal(shown, cases[i].digest);
	}
}

static void every_form_of_a_password(void **state)
{
	static const char *const right[] = {
		"master",
		"$4$salt$0LilOUZzqQltgk5Od5BoVJ06GOw",
		"$4$salt$0LilOUZzqQltgk5Od5BoVJ06GOw=$",
		"$4$Tyaur9sjZ2IKOTyXPt2+j4uEbr0=",
		"$1$abcdefgh$OoCPPiXQoXwMhviRTYUiL0",
		"$1$abcdefgh$OoCPPiXQoXwMhviRTYUiL0$",
		"$5$salt$17/PbGnIdHVWKc8MKtL6fr/txl1.AMa0rGGmVcbAW1/",
		("$6$salt$VqFKUS9FVb8E79B2EQUEHwFDHKpgEwiU5gXBmzyJxhhViIKyjhJ/"
		 "UMYlnk.Wa22tVZAmhvq2Zl8XVWY6Ok2Ht."),
	};
	static const char *const wrong[] = {
		"",
		"maste",
		"masterx",
		"Master",
		"$",
		"$4$",
		"$4$salt$",
		"$1$",
		"$5$salt",
		"$5$salt$",
		"$6$",
		"$2a$05$",
		"$9$master",
		"$1$abcdefgh$OoCPPiXQoXwMhviRTYUiL1",
		"*0",
		"*1",
		"$4$salt$0LilOUZzqQltgk5Od5BoVJ06GO",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(right) / sizeof(*right); i++) {
		assert_true(password_is(right[i], "master"));
		assert_false(password_is(right[i], "Master"));
		assert_false(password_is(right[i], ""));
		assert_false(password_is(right[i], right[i]) && i);
	}
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		assert_false(password_is(wrong[i], "master"));
}

/* What crypt(3) of glibc makes of them */
static void hashes_of_crypt(void **state)
{
	static const struct {
		const char *password, *hash;
	} cases[] = {
		{"c", "$1$$2buz9IzkVLweFQeOPcuS61"},
		{" bYb111.0Xb1a00 a", "$1$$v3Zj6yNOJPd9tEO1eX2zf/"},
		{"1YX bZaaa.9a0.X0a9X119XZX.X1Ya09.bc.YbZ909.XYY 190 a1X00.cZ9.Zb1",
		 "$1$$ZhfRlqEtVBBjXfJfIOrnZ1"},
		{".", "$1$ab$uRLIIizuh9vT2F15Iw4xu."},
		{"91X9.a0. Z..0aYcX", "$1$ab$58UrAZ1Ln/CNPDSc9uV4d0"},
		{"aYbbYYc0 Yca9a X 1c 9a0XZbX .0 X1b.0Y91aZ 0YacXZ cZ0XY.b09Z.919X",
		 "$1$ab$pM7T/EE3RW4VkzX8pYUs5/"},
		{"Z", "$1$abcdefgh$AXPsGsymSGD3ojCeSITBV."},
		{"cZ YXZb9   bXXaX0", "$1$abcdefgh$k.MRgsb15DIyIXFUWUDgJ1"},
		{"bY9bba.aYZ11cb9Zb9.ccccZYb9 YcXc9aZ .9XcY09ca.XYb.109Y9191a0ZcY1",
		 "$1$abcdefgh$GV0rjC94Krui1hR4snBVa/"},
		{"X", "$5$$yyh..uPm4iSvc2/aIjD7zXuC1fBdqONCW5A6XNbPeL2"},
		{"YXcYc9XYY Y.1c9Z1", "$5$$HlTzrnwPlB.9Kr8OF2S.N6aw.yDB1wf51bjPBAqcJC/"},
		{"0bX 0XYbab a9Y..cb9Z Y09.Z9Zab11ZY90Z. 1b.00X9aY. 9X1 90Yc1 .9XZ",
		 "$5$$.0cf3xjKDn2o1avQob6mVY2Uh6TiTBMDgcyadLIiSFC"},
		{"b", "$5$s$wNQ.T8HP90EJTbmLNRo/ddoJ8S9WmmjLiQGryr.C1w4"},
		{"X0Z1bcaa aX.a19 1", "$5$s$vMdMe3NKlWmuFBDPSNG/1jre5HzR.i3g.1Bkd.hxqVB"},
		{"Z.Yb cbX0X110cXXY19 0X1YZ1 bXbaaa1Z0 YX0c.caa0c.9a 0Ycb1.Yaa9a9c",
		 "$5$s$m40IKWhdWP5aCQPrkF6u/jOI6r22UcHPu12BDmUg8D8"},
		{"9", "$5$saltstringsaltst$ZS.3dWNSwY9y5OkF8MWuYTUk3HwMG7LrSE8DaT/Gp5B"},
		{"Z0YZZYZ99a9bcZZZ ",
		 "$5$saltstringsaltst$32VUVFSWhAFR6WH7Q6f9oyoRj3ONZwU9Y2A3//Y1lt."},
		{"b1Y11Z0b aca91 YX ZZ.Z0Y1 Z99cacY.X cbc0 ab9.YbXYb. 9.bbX.c90a Z",
		 "$5$saltstringsaltst$9daSzq7IeRAsE7wlx3yGm.GKiZ1PVLJwQJONFxzxCMC"},
		{"b", "$5$rounds=1000$x$nciSfdYAOSy7pjY0g4slBPq87MaEEDzccHBWfmHdds9"},
		{"0.cab0 a9X90Za.b9",
		 "$5$rounds=1000$x$ZC5Gem4FI/f0AMfnwzoEDgJghTP2pASah5U8yXpQEz6"},
		{".0.bY.Yc1aX..b0b.1Y.910b 1bc0 Xc9Y09Y1.9X Z1ba.ZYa9.1YbX9YYX0ccY",
		 "$5$rounds=1000$x$9jS/q92j3T.YuMDkSBn6vrTwcsoljRDWWIbyY8Solz9"},
		{"0", "$5$rounds=77777$roundstoomany$nB3d8CkfmpsPLUDeRDJGNiyzvrfDpnS8shIcdEbFcID"},
		{"90YX.Y9ca 9bcXX0Y",
		 "$5$rounds=77777$roundstoomany$R79tFvIv1oqJR1DgMqnyLsBu/0JRWiUEo7zEiIowFa8"},
		{"9aY9Y9Y1c0bZb.9Z999. a Y1.ccb c.X1ZZYcc010b cYY... a9a.c09b1a0 .",
		 "$5$rounds=77777$roundstoomany$kL2zmhYpqRJBWdgragRytdNzNBNSmQEepcRCJX1BWTC"},
		{".", "$6$$oXOb./TW60hBVOOIZkGYDyVe/"
		      "YuQcIto8PEVgtCFYYYjARcMbaaK8lLNutAWkvUmyIgj5FVlgVHXxx8Af8V/A/"},
		{"cZ.Xb99cc0 a9X0Xa", "$6$$WkV16VPbNZyaO5El.VzBKbnBhR2MJccCDKXWKNdvZfSi."
				      "PrXbgUjSBky57ZEy1GdwUPxz6.nhgE5shMkgC4LQ."},
		{"9X9 .9bX01b .a0b9b.1a9XaaY1Y0c c9Z9.1909c00X1YZcY Yc bZZcYYYZ0Y ",
		 "$6$$QgWJ5gWuON338t7ff2H/HYvOMI4Q54WlURb9hfKh8wy/"
		 "JMRW3eLk4B2ImmmC2IIzRd920hNh6IMwuEid3K6gy1"},
		{"1accYXXb 9 X90X c910Xb.bc.aa000.c  c.99bX0cYX.0ZcXYcZ19Yb9YX1aY  b Z1Y "
		 "aaZcc.bb0. XX990bX0.9c YabX 0.19 XYa.c..99X0Y.00Y1b.cc9a1a1",
		 "$6$$JU6Y99xdi/Gb9M9EMveHRc/"
		 "rDCLt873wQ6gEDd.gGTvdGXpzGaw6BsYG8hREY.1Uol5Eiq9S0zYQdvmltZww//"},
		{"X", "$6$saltstring$O91mGOOvzcSGnpjpcUmBhXX5Qzr7..TbAihViNoZ2NF7J9AabDsmbSq."
		      "8Y5sv21SYD0uEj5xcUUGhfC5zzhNX1"},
		{"09ZXbb.a01Xc 9X90", "$6$saltstring$f3hgzK1jyti1hVicCkeiBd9E/62A0rWObPLOMRdXu/"
				      "OaZ6T8322kgcBxnosrrgz81EIHx9nnH50PlQRrLLXQq/"},
		{"9ZXXZ. bZa1a ccY1a 9b 0b09 .Y0YZ1a91a0Y Zc  9Yb Z009a  ba 9abZZZ",
		 "$6$saltstring$YN97f/gErvzNnyz1uQAt7XeHNMigmf.u/wtFsUWLq31B3i6fEiK70WSAAwMcy/"
		 "nqYSj.zV/fZhRnWZkze2/w.1"},
		{"9a.Z b1.b91Z99acZZXc c b0Z90ZZY Zab.XY09Y  "
		 "bbcY0bcY9.YXXbY1a9YX9b9ZZY9ca1ZaaZ0c9a ..90cXXb c 9bY1XaZ1Z "
		 "ZX.aa1acY9aaXb9ca9XX1YX19ZZ",
		 "$6$saltstring$DL0E2dv1DbGNEN3wPR.80nAvq.b2GxPvoIrBRGpVmxyIlS5kpZt.1e8V3NZEs/"
		 "aZN58az9d.m881wIFyljztR/"},
		{"0", "$6$rounds=1400$anotherlongsalts$9CEIc5pkMwEsMuqSkE7KJwRm5XDyrABjwRn2qzSd."
		      "LtdShCbjlAvy/W9MTIGe.Jk9DW.KGwVGmlsVmtiq4g62/"},
		{".bX cX. Y 0 1Za1a",
		 "$6$rounds=1400$anotherlongsalts$KuF.J072XH8aa31SN."
		 "2kcrZpglFZ7Mbl6SgLuAagGvW8tPh7NPsdvRi50Z5rOOtuLBMUE.Ue9IKPkhvOSa1Kl1"},
		{"b.. . 0 ZZb.0X91  .991 . 1 1cY.9Y 0 9YYYa a11ZX91X1Z.c00a.bZaY9a",
		 "$6$rounds=1400$anotherlongsalts$EJsCd80tUsrQ8X0LyN5Y.PcfimEDSjWEc."
		 "lFjSjXKAV8Vz6kGkKlMUFWBJbolypWhorOdIsNgS2kbTvDHITEj."},
		{"Y0aZZY aXbZb..bcY0 ZXa.c9 .ZYY0091bX0X a X.XX00X cYZa.Y11c.caZ09Z91Z b "
		 ".Y9.Y0aYb.1b9X .Y0ZXab 999ccYabXa.a0abaaa9ZZa a9X1XYY 99YXc",
		 "$6$rounds=1400$anotherlongsalts$adbmU3s7TkF4WngRGL95KUGawPX."
		 "o1EQsp1RlPzZFkekdLctmy8oVzeUoVbuA9e75bZibmvYmEQbPSk9Mr0x9/"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_true(password_is(cases[i].hash, cases[i].password));
	assert_false(password_is("$5$rounds=1000000$x$"
				 "tL47/lvVnPDOzkQqP4lNYfPdt0E8rM6MQr8LW5QM8c7",
				 "x"));
}

static void the_longest_password(void **state)
{
	char text[PASSWORD_MAX + 2] = {0};

	(void)state;
	memset(text, 'x', PASSWORD_MAX);
	assert_true(password_is(text, text));
	assert_false(password_is("$4$x", text));
	text[PASSWORD_MAX] = 'x';
	assert_false(password_is(text, text));
}

static void what_the_count_says(void **state)
{
	static const struct {
		const char *text;
		int seconds;
		const char *said;
	} cases[] = {
		{"Boot in # second{,s}...", 1, "Boot in 1 second..."},
		{"Boot in # second{,s}...", 2, "Boot in 2 seconds..."},
		{"{one,two,#}", 1, "one"},
		{"{one,two,#}", 2, "two"},
		{"{one,two,many}", 3, "many"},
		{"# {one}", 5, "5 one"},
		{"##{a,b", 3, "33b"},
		{"a\033[2Jb", 3, "a[2Jb"},
		{"", 3, ""},
	};
	struct countdown c = {0};
	struct bytes out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		out.len = 0;
		bytes_string(&out, "");
		countdown_text(&out, cases[i].text, cases[i].seconds);
		assert_string_equal((char *)out.data, cases[i].said);
	}
	bytes_free(&out);
	assert_int_equal(countdown_seconds(&c, 5), -1);
	c.timeout = 7001;
	assert_int_equal(countdown_seconds(&c, 5000), 3);
	c.total = 6000;
	assert_int_equal(countdown_seconds(&c, 5000), 1);
	assert_int_equal(countdown_seconds(&c, 6001), 0);
	c.timeout = 0;
	assert_int_equal(countdown_until(&c), 6000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hashes_of_all_lengths), cmocka_unit_test(every_form_of_a_password),
		cmocka_unit_test(hashes_of_crypt),	 cmocka_unit_test(the_longest_password),
		cmocka_unit_test(what_the_count_says),
	};

	return cmocka_run_group_tests_name("password", tests, NULL, NULL);
}
