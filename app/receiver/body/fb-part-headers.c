/* fb-part-headers.c
 *
 * The headers of one part of a form (RFC 7578), and the parameters of header values: tokens, quoted
 * strings with their quoted pairs (RFC 2045), extended values (RFC 5987). What is ambiguous is
 * refused, not guessed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-part-headers.h"

#include <string.h>

/* RFC 2045's tspecials, controls and space end a token. */
static gsize
token_length (const char *text)
{
  gsize length = 0;

  while (text[length] > ' ' && text[length] < 0x7f &&
         strchr ("()<>@,;:\\\"/[]?=", text[length]) == NULL)
    length++;
  return length;
}

static const char *
skip_spaces (const char *text)
{
  return text + strspn (text, " \t");
}

/* Browsers send UTF-8 unquoted in quoted strings; so anything but the quote ends nothing. */
static char *
take_quoted (const char **cursor)
{
  g_autoptr (GString) value = g_string_new (NULL);
  const char *c = *cursor + 1;

  for (; *c != '"'; c++)
    {
      if (*c == '\\')
        c++;
      if (*c == '\0')
        return NULL;
      g_string_append_c (value, *c);
    }
  *cursor = c + 1;
  return g_string_free (g_steal_pointer (&value), FALSE);
}

/* An unquoted value; RFC 5987's may hold what a token may not, so it ends only where it must. */
static char *
take_bare (const char **cursor)
{
  gsize length = strcspn (*cursor, "; \t\"");
  char *value = length > 0 ? g_strndup (*cursor, length) : NULL;

  *cursor += length;
  return value;
}

/* Takes one `; name=value` from @cursor. At the end, and only there, @name becomes %NULL. */
static gboolean
take_parameter (const char **cursor, char **name, char **value)
{
  const char *c = skip_spaces (*cursor);

  *name = *value = NULL;
  if (*c != ';' && *c != '\0')
    return FALSE;
  /* A semicolon with nothing after it is sloppy, but not ambiguous. */
  while (*c == ';')
    c = skip_spaces (c + 1);
  *cursor = c;
  if (*c == '\0')
    return TRUE;

  gsize length = token_length (c);
  const char *equals = skip_spaces (c + length);
  if (length == 0 || *equals != '=')
    return FALSE;
  *cursor = skip_spaces (equals + 1);
  *value = **cursor == '"' ? take_quoted (cursor) : take_bare (cursor);
  if (*value == NULL)
    return FALSE;
  const char *next = skip_spaces (*cursor);
  if (*next != ';' && *next != '\0')
    {
      g_clear_pointer (value, g_free);
      return FALSE;
    }
  *name = g_ascii_strdown (c, (gssize) length);
  return TRUE;
}

/* RFC 5987: charset'language'percent-encoded. %NULL if it isn't that, or holds a NUL. */
static char *
decode_extended (const char *value)
{
  const char *language = strchr (value, '\'');
  const char *text = language != NULL ? strchr (language + 1, '\'') : NULL;
  if (text == NULL)
    return NULL;

  g_autofree char *charset = g_strndup (value, (gsize) (language - value));
  g_autoptr (GBytes) raw = g_uri_unescape_bytes (text + 1, -1, NULL, NULL);
  gsize size = 0;
  const char *data = raw != NULL ? g_bytes_get_data (raw, &size) : NULL;
  if (data == NULL || memchr (data, '\0', size) != NULL)
    return NULL;

  g_autofree char *bytes = g_strndup (data, size);
  if (g_ascii_strcasecmp (charset, "ISO-8859-1") == 0)
    return g_convert (bytes, -1, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
  return g_ascii_strcasecmp (charset, "UTF-8") == 0 ? g_utf8_make_valid (bytes, -1) : NULL;
}

static gboolean
assign_once (char **field, char *value)
{
  if (*field != NULL)
    {
      g_free (value);
      return FALSE;
    }
  *field = value;
  return TRUE;
}

static gboolean
read_disposition_parameters (FbPartHeaders *headers, const char *cursor)
{
  g_autofree char *plain = NULL;
  g_autofree char *extended = NULL;

  while (TRUE)
    {
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (!take_parameter (&cursor, &name, &value))
        return FALSE;
      if (name == NULL)
        break;
      if ((g_str_equal (name, "name") && !assign_once (&headers->name, g_steal_pointer (&value))) ||
          (g_str_equal (name, "filename") && !assign_once (&plain, g_steal_pointer (&value))) ||
          (g_str_equal (name, "filename*") && !assign_once (&extended, g_steal_pointer (&value))))
        return FALSE;
    }

  if (extended != NULL)
    headers->file_name = decode_extended (extended);
  if (headers->file_name == NULL && plain != NULL)
    headers->file_name = g_utf8_make_valid (plain, -1);
  return TRUE;
}

/* Other dispositions are legal in a multipart body, but no field of a form. */
static gboolean
read_disposition (FbPartHeaders *headers, const char *value)
{
  gsize length = token_length (value);

  if (length != strlen ("form-data") || g_ascii_strncasecmp (value, "form-data", length) != 0)
    return TRUE;
  return read_disposition_parameters (headers, value + length);
}

/* Takes one header from @cursor, its folded lines joined. */
static char *
take_line (const char **cursor)
{
  g_autoptr (GString) line = g_string_new (NULL);

  do
    {
      gsize length = strcspn (*cursor, "\r\n");
      g_string_append_len (line, *cursor, (gssize) length);
      *cursor += length;
      if (strncmp (*cursor, "\r\n", 2) != 0)
        return NULL;
      *cursor += 2;
    }
  while (**cursor == ' ' || **cursor == '\t');
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static gboolean
read_header (FbPartHeaders *headers, char *line, gboolean *has_disposition, gboolean *has_encoding)
{
  gsize length = token_length (line);
  if (length == 0 || line[length] != ':')
    return FALSE;

  line[length] = '\0';
  char *value = g_strstrip (line + length + 1);
  if (g_ascii_strcasecmp (line, "Content-Disposition") == 0)
    {
      if (*has_disposition)
        return FALSE;
      *has_disposition = TRUE;
      return read_disposition (headers, value);
    }
  if (g_ascii_strcasecmp (line, "Content-Transfer-Encoding") == 0)
    {
      if (*has_encoding)
        return FALSE;
      *has_encoding = TRUE;
      headers->encoding = fb_transfer_encoding_from_string (value);
    }
  return TRUE;
}

/**
 * fb_part_headers_parse:
 * @headers: (out caller-allocates): the parsed headers; to be cleared in any case
 * @text: the header lines, each with its CRLF, without the empty line after them; NUL-terminated
 * @length: the length of @text in bytes
 *
 * For any thread.
 *
 * Returns: whether they are well-formed and unambiguous
 */
gboolean
fb_part_headers_parse (FbPartHeaders *headers, const char *text, gsize length)
{
  gboolean has_disposition = FALSE;
  gboolean has_encoding = FALSE;

  memset (headers, 0, sizeof *headers);
  if (memchr (text, '\0', length) != NULL)
    return FALSE;

  for (const char *cursor = text; *cursor != '\0';)
    {
      g_autofree char *line = take_line (&cursor);

      if (line == NULL || !read_header (headers, line, &has_disposition, &has_encoding))
        return FALSE;
    }
  return TRUE;
}

/**
 * fb_part_headers_clear:
 * @headers: parsed headers
 *
 * Frees their contents.
 */
void
fb_part_headers_clear (FbPartHeaders *headers)
{
  g_clear_pointer (&headers->name, g_free);
  g_clear_pointer (&headers->file_name, g_free);
}

/**
 * fb_media_type_dup_parameter:
 * @value: the value of a Content-Type header
 * @media_type: the media type that it must be
 * @name: a parameter's name, in lower case
 *
 * For any thread.
 *
 * Returns: (transfer full) (nullable): the parameter's value; %NULL if the type is another, the
 *   parameter is missing or comes twice, or @value is malformed
 */
char *
fb_media_type_dup_parameter (const char *value, const char *media_type, const char *name)
{
  g_return_val_if_fail (value != NULL, NULL);

  gsize length = strlen (media_type);
  const char *cursor = skip_spaces (value);
  if (g_ascii_strncasecmp (cursor, media_type, length) != 0)
    return NULL;
  cursor += length;
  if (*cursor != '\0' && strchr ("; \t", *cursor) == NULL)
    return NULL;

  g_autofree char *found = NULL;
  while (TRUE)
    {
      g_autofree char *parameter = NULL;
      g_autofree char *text = NULL;

      if (!take_parameter (&cursor, &parameter, &text))
        return NULL;
      if (parameter == NULL)
        return g_steal_pointer (&found);
      if (g_str_equal (parameter, name) && !assign_once (&found, g_steal_pointer (&text)))
        return NULL;
    }
}
