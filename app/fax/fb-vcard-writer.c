/* fb-vcard-writer.c
 *
 * Numbers and their names as a vCard file of version 3.0 (RFC 2426), which all address books read:
 * a card for each number.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-vcard-writer.h"

#include "fb-number-format.h"

/* Of a line, in bytes, without its end. */
#define MAX_LINE 75

/* Never within a character. */
static void
append_line (GString *file, const char *line)
{
  gsize length = 0;

  for (const char *at = line; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gsize size = (gsize) (g_utf8_next_char (at) - at);
      if (length + size > MAX_LINE)
        {
          g_string_append (file, "\r\n ");
          length = 1;
        }
      g_string_append_len (file, at, (gssize) size);
      length += size;
    }
  g_string_append (file, "\r\n");
}

static char *
dup_escaped (const char *text)
{
  GString *escaped = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '\\' || *at == ';' || *at == ',')
        g_string_append_c (escaped, '\\');
      g_string_append_c (escaped, *at);
    }
  return g_string_free (escaped, FALSE);
}

static void
append_card (GString *file, const FbContact *contact)
{
  g_autofree char *name = dup_escaped (contact->name);
  g_autofree char *label = fb_number_format (contact->number);
  g_autofree char *number = dup_escaped (label);
  g_autofree char *full_name_line = g_strconcat ("FN:", name, NULL);
  /* One that says nothing of what in it is the family's: it is required. */
  g_autofree char *name_line = g_strconcat ("N:", name, ";;;;", NULL);
  g_autofree char *number_line = g_strconcat ("TEL;TYPE=FAX:", number, NULL);

  append_line (file, "BEGIN:VCARD");
  append_line (file, "VERSION:3.0");
  append_line (file, full_name_line);
  append_line (file, name_line);
  append_line (file, number_line);
  append_line (file, "END:VCARD");
}

/**
 * fb_vcard_write:
 * @contacts: (element-type FbContact): numbers that have names
 *
 * Returns: (transfer full): the content of a file
 */
GBytes *
fb_vcard_write (GPtrArray *contacts)
{
  g_return_val_if_fail (contacts != NULL, NULL);

  GString *file = g_string_new (NULL);
  for (guint i = 0; i < contacts->len; i++)
    append_card (file, g_ptr_array_index (contacts, i));
  return g_string_free_to_bytes (file);
}
