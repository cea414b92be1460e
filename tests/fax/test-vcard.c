/* Address books: what other programs write is understood, what nobody should write does no harm,
 * and what is written here is read again. */

#include "config.h"

#include "fb-vcard-reader.h"
#include "fb-vcard-writer.h"

#include <string.h>

#define CARD(properties) "BEGIN:VCARD\r\nVERSION:3.0\r\n" properties "\r\nEND:VCARD\r\n"

/* "number=name" lines of all that is in a file. */
static char *
read_bytes (const char *data, gsize size)
{
  g_autoptr (GBytes) file = g_bytes_new (data, size);
  g_autoptr (GPtrArray) contacts = fb_vcard_read (file, "Ada", 5);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < contacts->len; i++)
    {
      const FbContact *contact = g_ptr_array_index (contacts, i);
      g_string_append_printf (text, "%s%s=%s", i > 0 ? "\n" : "", contact->number, contact->name);
      g_assert_cmpstr (contact->who, ==, "Ada");
      g_assert_cmpint (contact->named_at, ==, 5);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
read_text (const char *text)
{
  return read_bytes (text, strlen (text));
}

static const struct
{
  const char *what;
  const char *file;
  const char *contacts;
} cases[] = {
  { "3.0", CARD ("FN:Northside Pharmacy\r\nN:Pharmacy;Northside;;;\r\nTEL;TYPE=FAX:702-555-0123"),
    "7025550123=Northside Pharmacy" },
  { "4.0",
    "BEGIN:VCARD\nVERSION:4.0\nFN;PID=1.1:Dr. Hart\n"
    "TEL;VALUE=uri;PREF=1;TYPE=\"fax,work\":tel:+1-702-555-0123;ext=12\nEND:VCARD\n",
    "7025550123=Dr. Hart" },
  { "2.1",
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3="
    "B6rg\r\n"
    "TEL;FAX;WORK:(702) 555 0123\r\nEND:VCARD\r\n",
    "7025550123=J\xc3\xb6rg M\xc3\xbcller" },
  { "2.1 over several lines",
    "BEGIN:VCARD\r\nFN;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:Caf=E9 =\r\nEl=\r\n= =C3\r\n"
    "TEL:7025550123\r\nEND:VCARD\r\n",
    "7025550123=Caf\xc3\xa9 El= \xc3\x83" },
  { "folded", CARD ("FN:North\r\n side Phar\r\n\tmacy\r\nTEL:702\r\n 5550123"),
    "7025550123=Northside Pharmacy" },
  { "a Macintosh's lines", "BEGIN:VCARD\rFN:A\rTEL:7025550123\rEND:VCARD\r", "7025550123=A" },
  { "escapes", CARD ("FN:A\\, B\\; C\\\\D\\nE\r\nTEL:7025550123"), "7025550123=A, B; C\\D E" },
  { "groups", CARD ("item1.FN:A\r\nitem1.TEL;type=x:7025550123"), "7025550123=A" },
  { "lower case", "begin:vcard\nfn:A\ntel:7025550123\nend:vcard", "7025550123=A" },
  { "a colon in quotes", CARD ("FN;X=\"a:b;c\":A\r\nTEL:7025550123"), "7025550123=A" },
  { "organization", CARD ("FN:\r\nN:;;;;\r\nORG:Northside\\, Inc.;Fax\r\nTEL:7025550123"),
    "7025550123=Northside, Inc." },
  { "several numbers", CARD ("TEL:7025550123\r\nTEL:7025550124\r\nTEL:+1 702 555 0123\r\nFN:A"),
    "7025550123=A\n7025550124=A" },
  { "several cards",
    CARD ("FN:A\r\nTEL:7025550123") CARD ("FN:B\r\nTEL:7025550124\r\nTEL:7025550123"),
    "7025550123=A\n7025550124=B" },
  { "an extension",
    CARD ("FN:A\r\nTEL:702 555 0123 x45\r\nTEL:702 555 0124 ext. 3\r\nTEL:7025550125#6"),
    "7025550123=A\n7025550124=A\n7025550125=A" },
  { "letters for digits", CARD ("FN:A\r\nTEL:1-800-FLOWERS"), "" },
  { "another within",
    CARD ("FN:A\r\nAGENT:\r\nBEGIN:VCARD\r\nFN:B\r\nTEL:7025550124\r\nEND:VCARD\r\n"
          "TEL:7025550123"),
    "7025550123=A" },
  { "no name", CARD ("TEL:7025550123"), "" },
  { "no number", CARD ("FN:A"), "" },
  { "no end", "BEGIN:VCARD\r\nFN:A\r\nTEL:7025550123\r\n", "" },
  { "no beginning", "FN:A\r\nTEL:7025550123\r\nEND:VCARD\r\n", "" },
  { "nothing to be seen", CARD ("FN:\xe2\x80\xae \xe2\x80\x8e\r\nTEL:7025550123"), "" },
  { "controls",
    CARD ("FN:A\x1b[31m\xe2\x80\xae"
          "B\r\nTEL:7025550123"),
    "7025550123=A[31mB" },
  { "Windows", CARD ("FN:Caf\xe9\r\nTEL:7025550123"), "7025550123=Caf\xc3\xa9" },
  { "an unknown charset", CARD ("FN;CHARSET=UTF-7:+AOk-\r\nTEL:7025550123"), "7025550123=+AOk-" },
  { "byte order mark", "\xef\xbb\xbf" CARD ("FN:A\r\nTEL:7025550123"), "7025550123=A" },
  { "no vCard", "%PDF-1.4\n", "" },
  { "nothing", "", "" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *contacts = read_text (cases[i].file);
      g_test_message ("%s", cases[i].what);
      g_assert_cmpstr (contacts, ==, cases[i].contacts);
    }
}

static void
test_utf_16 (void)
{
  static const char card[] = CARD ("FN:Caf\xc3\xa9\r\nTEL:7025550123");
  static const char *const charsets[][2] = { { "UTF-16LE", "\xff\xfe" },
                                             { "UTF-16BE", "\xfe\xff" } };

  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      gsize length;
      g_autofree char *text = g_convert (card, -1, charsets[i][0], "UTF-8", NULL, &length, NULL);
      g_autoptr (GByteArray) file = g_byte_array_new ();

      g_byte_array_append (file, (const guint8 *) charsets[i][1], 2);
      g_byte_array_append (file, (const guint8 *) text, (guint) length);
      g_autofree char *contacts = read_bytes ((const char *) file->data, file->len);
      g_assert_cmpstr (contacts, ==, "7025550123=Caf\xc3\xa9");
    }
}

/* Pictures, and whatever else is long. */
static void
test_long (void)
{
  g_autofree char *much = g_strnfill (1000000, 'A');
  g_autofree char *file =
    g_strdup_printf ("BEGIN:VCARD\r\nPHOTO;ENCODING=b:%s\r\n %s\r\nFN:%s\r\nTEL:%s\r\n"
                     "TEL:7025550123\r\nEND:VCARD\r\n",
                     much, much, much, much);
  g_autoptr (GBytes) bytes = g_bytes_new (file, strlen (file));
  g_autoptr (GPtrArray) contacts = fb_vcard_read (bytes, NULL, 0);

  g_assert_cmpuint (contacts->len, ==, 1);
  const FbContact *contact = g_ptr_array_index (contacts, 0);
  g_assert_cmpuint (strlen (contact->name), ==, FB_CONTACT_NAME_LENGTH);
}

/* More than anybody has. */
static void
test_many (void)
{
  g_autoptr (GString) file = g_string_new ("BEGIN:VCARD\nFN:A\n");

  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (file, "TEL:702%07u\n", i);
  g_string_append (file, "END:VCARD\n");
  g_autoptr (GBytes) bytes = g_bytes_new (file->str, file->len);
  g_autoptr (GPtrArray) contacts = fb_vcard_read (bytes, NULL, 0);
  g_assert_cmpuint (contacts->len, ==, 50000);
}

static GPtrArray *
make_contacts (void)
{
  GPtrArray *contacts = g_ptr_array_new_with_free_func ((GDestroyNotify) fb_contact_unref);

  g_ptr_array_add (contacts, fb_contact_new ("7025550123", "A\\, B; \"C\"", NULL, 0));
  g_ptr_array_add (contacts, fb_contact_new ("+41 44 668 18 00", "Z\xc3\xbcrich", NULL, 0));
  return contacts;
}

static void
test_write (void)
{
  g_autoptr (GPtrArray) contacts = make_contacts ();
  g_autoptr (GBytes) file = fb_vcard_write (contacts);
  gsize size;
  const char *data = g_bytes_get_data (file, &size);
  g_autofree char *text = g_strndup (data, size);

  g_assert_cmpstr (text, ==,
                   "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\\\\\\, B\\; \"C\"\r\n"
                   "N:A\\\\\\, B\\; \"C\";;;;\r\nTEL;TYPE=FAX:(702) 555-0123\r\nEND:VCARD\r\n"
                   "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Z\xc3\xbcrich\r\nN:Z\xc3\xbcrich;;;;\r\n"
                   "TEL;TYPE=FAX:41446681800\r\nEND:VCARD\r\n");
  g_autofree char *read = read_bytes (data, size);
  g_assert_cmpstr (read, ==, "7025550123=A\\, B; \"C\"\n41446681800=Z\xc3\xbcrich");
}

static void
test_write_long (void)
{
  g_autoptr (GPtrArray) contacts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) fb_contact_unref);
  g_autoptr (GString) name = g_string_new ("x");

  for (guint i = 0; i < 100; i++)
    g_string_append (name, "\xe6\x97\xa5");
  g_ptr_array_add (contacts, fb_contact_new ("7025550123", name->str, NULL, 0));
  g_autoptr (GBytes) file = fb_vcard_write (contacts);
  gsize size;
  const char *data = g_bytes_get_data (file, &size);
  g_autofree char *text = g_strndup (data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
    }
  g_autofree char *expected = g_strconcat ("7025550123=", name->str, NULL);
  g_autofree char *read = read_bytes (data, size);
  g_assert_cmpstr (read, ==, expected);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fax/vcard/cases", test_cases);
  g_test_add_func ("/fax/vcard/utf-16", test_utf_16);
  g_test_add_func ("/fax/vcard/long", test_long);
  g_test_add_func ("/fax/vcard/many", test_many);
  g_test_add_func ("/fax/vcard/write", test_write);
  g_test_add_func ("/fax/vcard/write-long", test_write_long);
  return g_test_run ();
}
