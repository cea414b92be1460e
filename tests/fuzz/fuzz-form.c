/* fuzz-form.c
 *
 * Any bytes as a form, fed whole and fed in pieces: both must come to the same end, with the same
 * parts and the same content. The first byte says how the pieces are cut; a first line that begins
 * with "multipart/" is taken for the content type.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "fb-form-parser.h"
#include "fuzz.h"

#define MAX_PARTS        16
#define MAX_HEADER_BYTES 1024

/* All that was heard of the form. */
static gboolean
begin_part (const FbPartHeaders *headers, gpointer user_data, GError **error)
{
  GString *heard = user_data;

  g_assert_true (headers->file_name == NULL || g_utf8_validate (headers->file_name, -1, NULL));
  g_string_append_printf (heard, "<%s|%s|%d>", headers->name, headers->file_name,
                          (int) headers->encoding);
  return TRUE;
}

static gboolean
content (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  g_string_append_len (user_data, (const char *) data, (gssize) length);
  return TRUE;
}

static gboolean
end_part (gpointer user_data, GError **error)
{
  g_string_append (user_data, "</>");
  return TRUE;
}

static const FbFormHandler handler = {
  .begin_part = begin_part,
  .content = content,
  .end_part = end_part,
};

/* A step of 0 is all at once. */
static char *
parse (const char *type, const guint8 *data, gsize size, gsize step, gboolean *is_whole)
{
  g_autoptr (GString) heard = g_string_new (NULL);
  g_autoptr (FbFormParser) parser =
    fb_form_parser_new (type, MAX_PARTS, MAX_HEADER_BYTES, &handler, heard);
  gboolean is_ok = parser != NULL;

  for (gsize i = 0, n; is_ok && i < size; i += n)
    {
      n = step == 0 ? size : MIN (step, size - i);
      g_autofree guint8 *piece = g_memdup2 (data + i, n);
      is_ok = fb_form_parser_feed (parser, piece, n, NULL);
    }
  *is_whole = is_ok && fb_form_parser_finish (parser, NULL);
  return g_string_free (g_steal_pointer (&heard), FALSE);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *type = g_strdup ("multipart/form-data; boundary=b");
  gboolean is_whole;
  gboolean is_whole_in_pieces;

  if (size == 0)
    return 0;
  gsize step = 1 + data[0] % 7;
  data++;
  size--;

  const guint8 *newline = memchr (data, '\n', size);
  if (newline != NULL && size > 10 && memcmp (data, "multipart/", 10) == 0)
    {
      g_free (type);
      type = g_strndup ((const char *) data, (gsize) (newline - data));
      size -= (gsize) (newline + 1 - data);
      data = newline + 1;
    }

  g_autofree char *at_once = parse (type, data, size, 0, &is_whole);
  g_autofree char *in_pieces = parse (type, data, size, step, &is_whole_in_pieces);
  g_assert_cmpint (is_whole, ==, is_whole_in_pieces);
  if (is_whole)
    g_assert_cmpstr (at_once, ==, in_pieces);
  return 0;
}
