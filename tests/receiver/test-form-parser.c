/* test-form-parser.c
 *
 * The form parser over a table of forms, good and bad, each cut in every way: nothing may depend on
 * where the network cuts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "fb-form-parser.h"

#define MAX_PARTS        4
#define MAX_HEADER_BYTES 600

/* What the handler was called with, as a text: [name|file name|content] for each part. */
typedef struct
{
  GString *heard;
  guint n_open;
} Log;

static gboolean
begin_part (const FbPartHeaders *headers, gpointer user_data, GError **error)
{
  Log *log = user_data;

  g_assert_cmpuint (log->n_open++, ==, 0);
  g_string_append_printf (log->heard, "[%s|%s|", headers->name != NULL ? headers->name : "-",
                          headers->file_name != NULL ? headers->file_name : "-");
  return TRUE;
}

static gboolean
take_content (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  Log *log = user_data;

  g_assert_cmpuint (log->n_open, ==, 1);
  g_assert_cmpuint (length, >, 0);
  g_string_append_len (log->heard, (const char *) data, (gssize) length);
  return TRUE;
}

static gboolean
end_part (gpointer user_data, GError **error)
{
  Log *log = user_data;

  g_assert_cmpuint (log->n_open--, ==, 1);
  g_string_append_c (log->heard, ']');
  return TRUE;
}

static const FbFormHandler handler = { begin_part, take_content, end_part };

/* Feeds @body in pieces that end at each of @cuts. Returns what the handler was called with, or the
 * error's name. */
static char *
parse (const char *type, const char *body, gsize length, const gsize *cuts, guint n_cuts)
{
  static const char *const names[] = { "malformed", "too large", "unsupported" };
  g_autoptr (GString) heard = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  Log log = { heard, 0 };
  g_autoptr (FbFormParser) parser =
    fb_form_parser_new (type, MAX_PARTS, MAX_HEADER_BYTES, &handler, &log);
  gboolean is_ok = parser != NULL;
  gsize position = 0;

  if (parser == NULL)
    return g_strdup ("no form");
  for (guint i = 0; is_ok && i <= n_cuts; i++)
    {
      gsize next = i < n_cuts ? cuts[i] : length;

      /* A copy of its own: reading beyond a piece is an error that the sanitizer sees. */
      g_autofree guint8 *piece = g_memdup2 (body + position, next - position);
      is_ok = fb_form_parser_feed (parser, piece, next - position, &error);
      position = next;
    }
  is_ok = is_ok && fb_form_parser_finish (parser, &error);
  if (is_ok)
    return g_strdup (heard->str);
  g_assert_true (error->domain == FB_FORM_ERROR);
  return g_strdup (names[error->code]);
}

static void
assert_parses (const char *type, const char *body, gsize length, const char *expected)
{
  g_autofree gsize *every = g_new (gsize, length + 1);

  for (gsize i = 0; i <= length; i++)
    {
      g_autofree char *heard = parse (type, body, length, &i, 1);

      g_assert_cmpstr (heard, ==, expected);
      every[i] = i;
    }
  g_autofree char *byte_by_byte = parse (type, body, length, every, (guint) length);
  g_assert_cmpstr (byte_by_byte, ==, expected);

  for (guint round = 0; round < 50; round++)
    {
      gsize cuts[64];
      guint n = 0;

      for (gsize at = 0; n < G_N_ELEMENTS (cuts); n++)
        {
          at += (gsize) g_test_rand_int_range (0, 12);
          if (at > length)
            break;
          cuts[n] = at;
        }
      g_autofree char *heard = parse (type, body, length, cuts, n);
      g_assert_cmpstr (heard, ==, expected);
    }
}

typedef struct
{
  const char *name;
  const char *type;
  const char *body;
  const char *expected;
} Case;

#define B                "multipart/form-data; boundary=b"
#define DATA             "Content-Disposition: form-data; name=\"data\"\r\n\r\n"
#define FILE(parameters) "Content-Disposition: form-data; name=\"a\"; " parameters "\r\n\r\n"
#define ENCODED(encoding)                                                                          \
  "Content-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: " encoding "\r\n\r\n"
#define X70 "0123456789012345678901234567890123456789012345678901234567890123456789"

static const Case cases[] = {
  { "one", B, "--b\r\n" DATA "{}\r\n--b--\r\n", "[data|-|{}]" },
  { "nothing-behind", B, "--b\r\n" DATA "{}\r\n--b--", "[data|-|{}]" },
  { "two", B, "--b\r\n" DATA "{}\r\n--b\r\n" FILE ("filename=\"f.pdf\"") "%PDF\r\n--b--",
    "[data|-|{}][a|f.pdf|%PDF]" },
  { "empty-content", B, "--b\r\n" DATA "\r\n--b--", "[data|-|]" },
  { "empty-headers", B, "--b\r\n\r\nx\r\n--b--", "[-|-|x]" },
  { "no-part", B, "--b--", "" },
  { "preamble", B, "to be\r\nignored\r\n--b\r\n" DATA "x\r\n--b--", "[data|-|x]" },
  { "preamble-boundary-inside", B, "see --b\r\n--b\r\n" DATA "x\r\n--b--", "[data|-|x]" },
  { "epilogue", B, "--b\r\n" DATA "x\r\n--b--\r\n--b\r\nignored\r\n--b--", "[data|-|x]" },
  { "closing-bare-lf", B, "--b\r\n" DATA "x\r\n--b--\n", "[data|-|x]" },
  { "padding", B, "--b \t \r\n" DATA "x\r\n--b-- \t", "[data|-|x]" },
  { "padding-closing-line", B, "--b\r\n" DATA "x\r\n--b-- \t\r\n", "[data|-|x]" },

  /* The boundary as a prefix of the content, and everything that almost is one. */
  { "prefix", B, "--b\r\n" DATA "x\r\n--bc\r\n--b--", "[data|-|x\r\n--bc]" },
  { "prefix-closing", B, "--b\r\n" DATA "x\r\n--b--c\r\n--b--", "[data|-|x\r\n--b--c]" },
  { "prefix-dash", B, "--b\r\n" DATA "x\r\n--b-\r\n--b--", "[data|-|x\r\n--b-]" },
  { "prefix-padding", B, "--b\r\n" DATA "x\r\n--b  c\r\n--b--", "[data|-|x\r\n--b  c]" },
  { "prefix-cr", B, "--b\r\n" DATA "x\r\n--b\rc\r\n--b--", "[data|-|x\r\n--b\rc]" },
  { "prefix-cr-delimiter", B, "--b\r\n" DATA "x\r\n--b\r\r\n--b--", "[data|-|x\r\n--b\r]" },
  { "prefix-dash-delimiter", B, "--b\r\n" DATA "x\r\n--b-\r\n--b--", "[data|-|x\r\n--b-]" },
  { "bare-lf-is-content", B, "--b\r\n" DATA "x\n--b\r\n--b--", "[data|-|x\n--b]" },
  { "line-ends-stay", B, "--b\r\n" DATA "\r\n\n\r\r\n\r\n--b--", "[data|-|\r\n\n\r\r\n]" },
  { "almost", B, "--b\r\n" DATA "\r\n-\r\n-\r\n--\r\n--a\r\n--b--",
    "[data|-|\r\n-\r\n-\r\n--\r\n--a]" },
  { "cr-runs", B, "--b\r\n" DATA "\r\r\r\r\n--b--", "[data|-|\r\r\r]" },

  /* The boundary's forms. */
  { "quoted", "multipart/form-data; boundary=\"b c\"", "--b c\r\n" DATA "x\r\n--b c--",
    "[data|-|x]" },
  { "quoted-pair", "multipart/form-data; boundary=\"\\b\"", "--b\r\n" DATA "x\r\n--b--",
    "[data|-|x]" },
  { "upper-case", "Multipart/Form-Data; charset=utf-8; BOUNDARY=b", "--b\r\n" DATA "x\r\n--b--",
    "[data|-|x]" },
  { "70", "multipart/form-data; boundary=" X70, "--" X70 "\r\n" DATA "x\r\n--" X70 "--",
    "[data|-|x]" },
  { "71", "multipart/form-data; boundary=" X70 "0", "", "no form" },
  { "space-at-end", "multipart/form-data; boundary=\"b \"", "", "no form" },
  { "odd-character", "multipart/form-data; boundary=\"b<\"", "", "no form" },
  { "line-end", "multipart/form-data; boundary=\"b\\\r\"", "", "no form" },
  { "empty-boundary", "multipart/form-data; boundary=\"\"", "", "no form" },
  { "no-boundary", "multipart/form-data", "", "no form" },
  { "two-boundaries", "multipart/form-data; boundary=b; boundary=c", "", "no form" },
  { "unended-quote", "multipart/form-data; boundary=\"b", "", "no form" },
  { "no-semicolon", "multipart/form-data boundary=b", "", "no form" },
  { "other-type", "multipart/form-database; boundary=b", "", "no form" },
  { "mixed", "multipart/mixed; boundary=b", "", "no form" },

  /* Content-Disposition. */
  { "escaped-quote", B, "--b\r\n" FILE ("filename=\"a\\\"b\\\\c\"") "x\r\n--b--", "[a|a\"b\\c|x]" },
  { "semicolon-in-quotes", B, "--b\r\n" FILE ("filename=\"a;name=data\"") "x\r\n--b--",
    "[a|a;name=data|x]" },
  { "traversal-is-text", B, "--b\r\n" FILE ("filename=\"../../etc/passwd\"") "x\r\n--b--",
    "[a|../../etc/passwd|x]" },
  { "extended", B,
    "--b\r\n" FILE ("filename=\"x\"; filename*=UTF-8''%e2%82%ac%20rates") "x\r\n--b--",
    "[a|€ rates|x]" },
  { "extended-latin-1", B, "--b\r\n" FILE ("filename*=iso-8859-1'en'%A3%20rates") "x\r\n--b--",
    "[a|£ rates|x]" },
  { "extended-nul", B, "--b\r\n" FILE ("filename=\"x\"; filename*=UTF-8''a%00b") "x\r\n--b--",
    "[a|x|x]" },
  { "extended-other-charset", B, "--b\r\n" FILE ("filename=x; filename*=KOI8-R''%c1") "x\r\n--b--",
    "[a|x|x]" },
  { "extended-broken", B, "--b\r\n" FILE ("filename=x; filename*=UTF-8''%c") "x\r\n--b--",
    "[a|x|x]" },
  { "extended-name-ignored", B,
    "--b\r\nContent-Disposition: form-data; name*=UTF-8''data\r\n\r\nx\r\n--b--", "[-|-|x]" },
  { "unquoted-name", B, "--b\r\nContent-Disposition:form-data;name=data\r\n\r\nx\r\n--b--",
    "[data|-|x]" },
  { "header-case", B, "--b\r\ncontent-DISPOSITION: FORM-DATA; NAME=\"data\"\r\n\r\nx\r\n--b--",
    "[data|-|x]" },
  { "folded", B, "--b\r\nContent-Disposition: form-data;\r\n name=\"data\"\r\n\r\nx\r\n--b--",
    "[data|-|x]" },
  { "other-headers", B, "--b\r\nX-A: 1\r\n" DATA "x\r\n--b--", "[data|-|x]" },
  { "attachment-disposition", B,
    "--b\r\nContent-Disposition: attachment; name=\"data\"\r\n\r\nx\r\n--b--", "[-|-|x]" },
  { "name-twice", B,
    "--b\r\nContent-Disposition: form-data; name=\"x\"; name=\"data\"\r\n\r\nx\r\n--b--",
    "malformed" },
  { "disposition-twice", B,
    "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n" DATA "x\r\n--b--", "malformed" },
  { "disposition-twice-other", B, "--b\r\nContent-Disposition: attachment\r\n" DATA "x\r\n--b--",
    "malformed" },
  { "unended-name", B, "--b\r\nContent-Disposition: form-data; name=\"data\r\n\r\nx\r\n--b--",
    "malformed" },
  { "no-colon", B, "--b\r\nContent-Disposition\r\n\r\nx\r\n--b--", "malformed" },
  { "space-before-colon", B, "--b\r\nContent-Disposition : form-data\r\n\r\nx\r\n--b--",
    "malformed" },
  { "bare-lf-header", B, "--b\r\nX-A: 1\nX-B: 2\r\n\r\nx\r\n--b--", "malformed" },
  { "boundary-in-headers", B, "--b\r\nX-A: 1\r\n--b\r\n\r\nx\r\n--b--", "malformed" },

  /* Encodings. */
  { "binary", B, "--b\r\n" ENCODED ("Binary") "x=\r\n--b--", "[a|-|x=]" },
  { "base64", B, "--b\r\n" ENCODED ("BASE64") "JVBE\r\nRi0x\r\n--b--", "[a|-|%PDF-1]" },
  { "base64-padding", B, "--b\r\n" ENCODED ("base64") "JVBERg==\r\n--b--", "[a|-|%PDF]" },
  { "base64-padding-1", B, "--b\r\n" ENCODED ("base64") "JVBERi0=\r\n\r\n--b--", "[a|-|%PDF-]" },
  { "base64-cut", B, "--b\r\n" ENCODED ("base64") "JVBERg\r\n--b--", "malformed" },
  { "base64-odd", B, "--b\r\n" ENCODED ("base64") "JVB*Rg==\r\n--b--", "malformed" },
  { "base64-behind-padding", B, "--b\r\n" ENCODED ("base64") "JVBERg==JVBE\r\n--b--", "malformed" },
  { "base64-only-padding", B, "--b\r\n" ENCODED ("base64") "====\r\n--b--", "malformed" },
  { "quoted-printable", B, "--b\r\n" ENCODED ("quoted-printable") "a=3D=\r\n=e2=82=AC\r\n\r\n--b--",
    "[a|-|a=€\r\n]" },
  { "quoted-printable-odd", B, "--b\r\n" ENCODED ("quoted-printable") "a=xy\r\n--b--",
    "malformed" },
  { "quoted-printable-cut", B, "--b\r\n" ENCODED ("quoted-printable") "a=\r\n--b--", "malformed" },
  { "unknown-encoding", B, "--b\r\n" ENCODED ("x-uuencode") "a\r\n--b--", "unsupported" },
  { "encoding-twice", B,
    "--b\r\nContent-Transfer-Encoding: 8bit\r\nContent-Transfer-Encoding: base64\r\n\r\n\r\n--b--",
    "malformed" },

  /* What breaks off. */
  { "no-closing", B, "--b\r\n" DATA "x\r\n--b\r\n", "malformed" },
  { "no-closing-boundary", B, "--b\r\n" DATA "x\r\n--b", "malformed" },
  { "one-dash", B, "--b\r\n" DATA "x\r\n--b-", "malformed" },
  { "in-content", B, "--b\r\n" DATA "x", "malformed" },
  { "in-headers", B, "--b\r\nContent-Dis", "malformed" },
  { "empty", B, "", "malformed" },
  { "nothing-to-do-with-it", B, "{\"messageId\":\"x\"}", "malformed" },
  { "other-boundary", B, "--c\r\n" DATA "x\r\n--c--", "malformed" },

  /* Limits. */
  { "five-parts", B,
    "--b\r\n\r\n1\r\n--b\r\n\r\n2\r\n--b\r\n\r\n3\r\n--b\r\n\r\n4\r\n--b\r\n\r\n5\r\n--b--",
    "too large" },
  { "long-headers", B, "--b\r\nX: " X70 X70 X70 X70 X70 X70 X70 X70 X70 "\r\n\r\nx\r\n--b--",
    "too large" },
  { "endless-header", B, "--b\r\nX: " X70 X70 X70 X70 X70 X70 X70 X70 X70, "too large" },
  { "endless-padding", B,
    "--b                                                                                       "
    "                                                                                          ",
    "malformed" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;

  assert_parses (c->type, c->body, strlen (c->body), c->expected);
}

/* NUL bytes can't stand in the table. */
static void
test_nul (void)
{
  static const char header[] = "--b\r\nX-A: \0\r\n\r\nx\r\n--b--";
  static const char early[] = "--b\r\nX-A: 1\r\n\0\r\n\r\nx\r\n--b--";
  static const char content[] = "--b\r\n\r\n\0x\0\r\n--b--";
  gsize cut = 0;
  g_autofree char *refused = parse (B, header, sizeof header - 1, &cut, 1);
  g_assert_cmpstr (refused, ==, "malformed");

  g_autofree char *refused_early = parse (B, early, sizeof early - 1, &cut, 1);
  g_assert_cmpstr (refused_early, ==, "malformed");

  g_autoptr (GString) heard = g_string_new (NULL);
  Log log = { heard, 0 };
  g_autoptr (FbFormParser) parser = fb_form_parser_new (B, 1, 100, &handler, &log);
  g_assert_true (fb_form_parser_feed (parser, (const guint8 *) content, sizeof content - 1, NULL));
  g_assert_true (fb_form_parser_finish (parser, NULL));
  g_assert_cmpmem (heard->str, heard->len, "[-|-|\0x\0]", 9);
}

/* Content of any size is handed on at once, but for what may be the beginning of a boundary. */
static void
test_flat (void)
{
  static guint8 block[65536];
  g_autoptr (GString) heard = g_string_new (NULL);
  Log log = { heard, 0 };
  g_autoptr (FbFormParser) parser = fb_form_parser_new (B, 1, 100, &handler, &log);

  g_assert_true (fb_form_parser_feed (parser, (const guint8 *) "--b\r\n\r\n", 7, NULL));
  for (guint i = 0; i < 16; i++)
    {
      gsize before = heard->len;

      memset (block, '\r', sizeof block);
      g_assert_true (fb_form_parser_feed (parser, block, sizeof block, NULL));
      g_assert_cmpuint (heard->len - before, >=, sizeof block - 4);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/form-parser/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/form-parser/nul", test_nul);
  g_test_add_func ("/form-parser/flat", test_flat);
  return g_test_run ();
}
