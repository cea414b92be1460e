/* fb-vcard-lines.c
 *
 * The properties of a vCard file, of the versions 2.1 (with quoted-printable and any charset), 3.0
 * (RFC 2426) and 4.0 (RFC 6350). A file is anybody's: what can't be made out of it is left out, and
 * no property has more than some kilobytes; names and numbers have less, pictures have more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-vcard-lines-private.h"

#include <string.h>

/* Of a property, in bytes. */
#define MAX_LENGTH 4096

/* What a property says of its value. */
typedef struct
{
  gboolean is_quoted_printable;
  char *charset;
} Parameters;

/**
 * fb_vcard_decode_file:
 * @file: a file's content
 * @length: (out): how long the text is, in bytes
 *
 * Takes its byte order mark away. Older programs write UTF-16.
 *
 * Returns: (transfer full) (nullable): its text, which may be no valid UTF-8; %NULL if it has none
 */
char *
fb_vcard_decode_file (GBytes *file, gsize *length)
{
  gsize size;
  const char *data = g_bytes_get_data (file, &size);
  const char *charset = NULL;

  *length = 0;
  if (size == 0)
    return NULL;
  if (size >= 2 && memcmp (data, "\xff\xfe", 2) == 0)
    charset = "UTF-16LE";
  else if (size >= 2 && memcmp (data, "\xfe\xff", 2) == 0)
    charset = "UTF-16BE";
  if (charset != NULL)
    return g_convert (data + 2, (gssize) size - 2, "UTF-8", charset, NULL, length, NULL);
  const gsize mark = size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  *length = size - mark;
  return g_memdup2 (data + mark, *length);
}

/* Lines */

static gboolean
is_line_end (char c)
{
  return c == '\r' || c == '\n';
}

static const char *
find_line_end (const FbVcardLines *lines)
{
  const char *at = lines->at;

  while (at < lines->end && !is_line_end (*at))
    at++;
  return at;
}

static void
skip_line_end (FbVcardLines *lines)
{
  if (lines->at < lines->end && *lines->at == '\r')
    lines->at++;
  if (lines->at < lines->end && *lines->at == '\n')
    lines->at++;
}

static void
append_bounded (GString *line, const char *from, const char *to)
{
  const gsize room = MAX_LENGTH - MIN (line->len, MAX_LENGTH);

  g_string_append_len (line, from, (gssize) MIN ((gsize) (to - from), room));
}

/* Whether a line goes on in the next one: that begins with a space, or this one ends as
 * quoted-printable text says it. */
static gboolean
goes_on (const FbVcardLines *lines, GString *line, gboolean is_quoted_printable)
{
  if (is_quoted_printable)
    {
      const gboolean is_soft = line->len > 0 && line->str[line->len - 1] == '=';
      if (is_soft)
        g_string_truncate (line, line->len - 1);
      return is_soft && lines->at < lines->end;
    }
  return lines->at < lines->end && (*lines->at == ' ' || *lines->at == '\t');
}

static gboolean
says_quoted_printable (const GString *line)
{
  const char *colon = memchr (line->str, ':', line->len);
  g_autofree char *head =
    g_ascii_strup (line->str, colon != NULL ? colon - line->str : (gssize) line->len);

  return strstr (head, "QUOTED-PRINTABLE") != NULL;
}

static GString *
read_line (FbVcardLines *lines)
{
  GString *line = g_string_new (NULL);
  const char *end = find_line_end (lines);

  append_bounded (line, lines->at, end);
  lines->at = end;
  skip_line_end (lines);
  const gboolean is_quoted_printable = says_quoted_printable (line);
  while (goes_on (lines, line, is_quoted_printable))
    {
      if (!is_quoted_printable)
        lines->at++;
      end = find_line_end (lines);
      append_bounded (line, lines->at, end);
      lines->at = end;
      skip_line_end (lines);
    }
  return line;
}

/* Properties */

/* The end of the name and its parameters: a colon that stands in no quotes. */
static const char *
find_colon (const char *line)
{
  gboolean is_quoted = FALSE;

  for (const char *at = line; *at != '\0'; at++)
    {
      if (*at == '"')
        is_quoted = !is_quoted;
      else if (*at == ':' && !is_quoted)
        return at;
    }
  return NULL;
}

/* The name is followed by its parameters; a group stands before it, with a dot. */
static char *
dup_name (const char *head)
{
  const gsize length = strcspn (head, ";");
  g_autofree char *name = g_ascii_strup (head, (gssize) length);
  const char *dot = strrchr (name, '.');

  return g_strstrip (g_strdup (dot != NULL ? dot + 1 : name));
}

static Parameters
read_parameters (const char *head)
{
  g_auto (GStrv) words = g_strsplit (head, ";", -1);
  Parameters parameters = { 0 };

  for (guint i = 1; words[0] != NULL && words[i] != NULL; i++)
    {
      const char *word = g_strstrip (words[i]);
      if (g_ascii_strcasecmp (word, "QUOTED-PRINTABLE") == 0 ||
          g_ascii_strcasecmp (word, "ENCODING=QUOTED-PRINTABLE") == 0)
        parameters.is_quoted_printable = TRUE;
      if (g_ascii_strncasecmp (word, "CHARSET=", strlen ("CHARSET=")) == 0)
        {
          g_free (parameters.charset);
          parameters.charset = g_ascii_strup (word + strlen ("CHARSET="), -1);
        }
    }
  return parameters;
}

static char *
decode_quoted_printable (const char *text)
{
  GString *decoded = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    {
      const gboolean is_encoded =
        *at == '=' && g_ascii_isxdigit (at[1]) && g_ascii_isxdigit (at[2]);
      const char byte =
        is_encoded ? (char) (g_ascii_xdigit_value (at[1]) * 16 + g_ascii_xdigit_value (at[2]))
                   : *at;
      if (byte != '\0')
        g_string_append_c (decoded, byte);
      if (is_encoded)
        at += 2;
    }
  return g_string_free (decoded, FALSE);
}

/* Those that address books were written in; a file must not name any other converter. */
static gboolean
is_known_charset (const char *charset)
{
  static const char *const prefixes[] = { "ISO-8859-", "WINDOWS-125", "CP125" };
  static const char *const known[] = { "KOI8-R", "KOI8-U", "SHIFT_JIS", "EUC-JP", "EUC-KR",
                                       "GB2312", "GBK",    "GB18030",   "BIG5",   NULL };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (charset, prefixes[i]) &&
        strspn (charset + strlen (prefixes[i]), "0123456789") ==
          strlen (charset + strlen (prefixes[i])))
      return TRUE;
  return g_strv_contains (known, charset);
}

/* What is not UTF-8 and does not say what it is was written on Windows. */
static char *
decode_text (const char *text, const char *charset)
{
  g_autofree char *converted = NULL;

  if (charset != NULL && is_known_charset (charset))
    converted = g_convert (text, -1, "UTF-8", charset, NULL, NULL, NULL);
  else if (!g_utf8_validate (text, -1, NULL))
    converted = g_convert (text, -1, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
  return g_utf8_make_valid (converted != NULL ? converted : text, -1);
}

static gboolean
read_property (const char *line, FbVcardProperty *property)
{
  const char *colon = find_colon (line);

  if (colon == NULL)
    return FALSE;
  g_autofree char *head = g_strndup (line, (gsize) (colon - line));
  Parameters parameters = read_parameters (head);
  g_autofree char *raw =
    parameters.is_quoted_printable ? decode_quoted_printable (colon + 1) : g_strdup (colon + 1);
  property->name = dup_name (head);
  property->value = decode_text (raw, parameters.charset);
  g_free (parameters.charset);
  return TRUE;
}

/**
 * fb_vcard_lines_next:
 * @lines: what is left of a file
 * @property: (out caller-allocates): the next property, to be cleared
 *
 * Lines that are no property are left out.
 *
 * Returns: whether there is one
 */
gboolean
fb_vcard_lines_next (FbVcardLines *lines, FbVcardProperty *property)
{
  while (lines->at < lines->end)
    {
      GString *line = read_line (lines);
      /* With no byte 0 in it, or up to that. */
      const gboolean is_read = read_property (line->str, property);
      g_string_free (line, TRUE);
      if (is_read)
        return TRUE;
    }
  return FALSE;
}

/**
 * fb_vcard_property_clear:
 * @property: a property
 *
 * Frees what it has.
 */
void
fb_vcard_property_clear (FbVcardProperty *property)
{
  g_clear_pointer (&property->name, g_free);
  g_clear_pointer (&property->value, g_free);
}
