/* test-form-parser-gmime.c
 *
 * Throws random forms, all of them well-formed, at our parser and at GMime, and compares what both
 * make of them. GMime reads mail: it adds and drops line ends at a part's end, so each content ends
 * with a letter; and it takes a boundary after a bare line feed, where encoded content may bring
 * it, so none has a whole one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gmime/gmime.h>
#include <string.h>

#include "fb-form-parser.h"

#define ROUNDS 500

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeFilter, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeObject, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeParser, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeStream, g_object_unref)

static char
pick (const char *from)
{
  return from[g_test_rand_int_range (0, (gint32) strlen (from))];
}

static char *
random_text (const char *alphabet, int min, int max)
{
  GString *text = g_string_new (NULL);

  for (int n = g_test_rand_int_range (min, max + 1); n > 0; n--)
    g_string_append_c (text, pick (alphabet));
  return g_string_free (text, FALSE);
}

/* Bytes that are likely to be taken for a delimiter. */
static void
append_content (GString *content, const char *boundary)
{
  for (int n = g_test_rand_int_range (0, 40); n > 0; n--)
    switch (g_test_rand_int_range (0, 6))
      {
      case 0:
        g_string_append (content, "\r\n");
        break;
      case 1:
        g_string_append (content, "\r\n--");
        break;
      case 2:
        g_string_append_printf (content, "\r\n--%.*sx",
                                g_test_rand_int_range (0, (gint32) strlen (boundary)), boundary);
        break;
      case 3:
        g_string_append_printf (content, "x--%sx--", boundary);
        break;
      case 4:
        g_string_append_c (content, (char) g_test_rand_int_range (128, 256));
        break;
      default:
        g_string_append_c (content, pick ("-\rab \t"));
      }
  g_string_append_c (content, 'z');
}

static void
append_encoded (GString *form, GString *content, int encoding)
{
  if (encoding == 0)
    {
      g_string_append (form, "\r\n");
      g_string_append_len (form, content->str, (gssize) content->len);
      return;
    }

  g_autoptr (GMimeStream) memory = g_mime_stream_mem_new ();
  GMimeContentEncoding kind =
    encoding == 1 ? GMIME_CONTENT_ENCODING_BASE64 : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
  g_autoptr (GMimeFilter) filter = g_mime_filter_basic_new (kind, TRUE);
  g_autoptr (GMimeStream) stream = g_mime_stream_filter_new (memory);

  g_mime_stream_filter_add (GMIME_STREAM_FILTER (stream), filter);
  g_mime_stream_write (stream, content->str, content->len);
  g_mime_stream_flush (stream);
  GByteArray *bytes = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (memory));
  g_string_append_printf (form, "Content-Transfer-Encoding: %s\r\n\r\n",
                          encoding == 1 ? "base64" : "quoted-printable");
  g_string_append_len (form, (const char *) bytes->data, (gssize) bytes->len);
}

static GString *
random_form (const char *boundary)
{
  GString *form = g_string_new (NULL);

  for (int n = g_test_rand_int_range (1, 5); n > 0; n--)
    {
      g_autoptr (GString) content = g_string_new (NULL);
      g_autofree char *name = random_text ("abcdefgh", 1, 8);
      g_autofree char *file = random_text ("abc ;=.'", 1, 12);

      append_content (content, boundary);
      g_string_append_printf (form,
                              "--%s\r\nContent-Disposition: form-data; name=\"%s\"; "
                              "filename=\"x%s\"\r\n",
                              boundary, name, file);
      append_encoded (form, content, g_test_rand_int_range (0, 3));
      g_string_append (form, "\r\n");
    }
  g_string_append_printf (form, "--%s--\r\n", boundary);
  return form;
}

static char *
read_with_gmime (const char *type, GString *form)
{
  GString *heard = g_string_new (NULL);
  g_autofree char *head = g_strdup_printf ("Content-Type: %s\r\n\r\n", type);
  g_autoptr (GString) whole = g_string_new (head);

  g_string_append_len (whole, form->str, (gssize) form->len);
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new_with_buffer (whole->str, whole->len);
  g_autoptr (GMimeParser) parser = g_mime_parser_new_with_stream (stream);
  g_autoptr (GMimeObject) object = g_mime_parser_construct_part (parser, NULL);

  g_assert_true (GMIME_IS_MULTIPART (object));
  for (int i = 0; i < g_mime_multipart_get_count (GMIME_MULTIPART (object)); i++)
    {
      GMimeObject *part = g_mime_multipart_get_part (GMIME_MULTIPART (object), i);
      g_autoptr (GMimeStream) memory = g_mime_stream_mem_new ();

      g_mime_data_wrapper_write_to_stream (g_mime_part_get_content (GMIME_PART (part)), memory);
      GByteArray *bytes = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (memory));
      g_string_append_printf (heard, "[%s|%s|",
                              g_mime_object_get_content_disposition_parameter (part, "name"),
                              g_mime_object_get_content_disposition_parameter (part, "filename"));
      g_string_append_len (heard, (const char *) bytes->data, (gssize) bytes->len);
      g_string_append_c (heard, ']');
    }
  return g_string_free (heard, FALSE);
}

static gboolean
begin_part (const FbPartHeaders *headers, gpointer user_data, GError **error)
{
  g_string_append_printf (user_data, "[%s|%s|", headers->name, headers->file_name);
  return TRUE;
}

static gboolean
take_content (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  g_string_append_len (user_data, (const char *) data, (gssize) length);
  return TRUE;
}

static gboolean
end_part (gpointer user_data, GError **error)
{
  g_string_append_c (user_data, ']');
  return TRUE;
}

static char *
read_with_ours (const char *type, GString *form)
{
  static const FbFormHandler handler = { begin_part, take_content, end_part };
  GString *heard = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FbFormParser) parser = fb_form_parser_new (type, 100, 16384, &handler, heard);

  g_assert_nonnull (parser);
  for (gsize position = 0; position < form->len;)
    {
      gsize piece = (gsize) g_test_rand_int_range (1, 64);
      gsize n = MIN (form->len - position, piece);

      fb_form_parser_feed (parser, (const guint8 *) form->str + position, n, &error);
      g_assert_no_error (error);
      position += n;
    }
  fb_form_parser_finish (parser, &error);
  g_assert_no_error (error);
  return g_string_free (heard, FALSE);
}

static void
test_random (void)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autofree char *boundary = random_text ("abc-_'", 1, 20);
      g_autofree char *type = g_strdup_printf ("multipart/form-data; boundary=\"X%s\"", boundary);
      g_autofree char *whole_boundary = g_strconcat ("X", boundary, NULL);
      g_autoptr (GString) form = random_form (whole_boundary);
      g_autofree char *ours = read_with_ours (type, form);
      g_autofree char *theirs = read_with_gmime (type, form);

      if (!g_str_equal (ours, theirs))
        {
          g_autofree char *shown = g_strescape (form->str, NULL);
          g_test_message ("The form is: %s", shown);
        }
      g_assert_cmpstr (ours, ==, theirs);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_mime_init ();

  g_test_add_func ("/form-parser/gmime", test_random);
  int result = g_test_run ();
  g_mime_shutdown ();
  return result;
}
