/* fb-documo-form.c
 *
 * A form as it is posted to Documo's API. A password may be in it, so it is written in one place
 * and overwritten when nobody needs it any more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-documo-form-private.h"

#include <string.h>

typedef struct
{
  gsize size;
  char text[];
} Form;

static void
free_form (gpointer data)
{
  Form *form = data;

  explicit_bzero (form->text, form->size);
  g_free (form);
}

static gsize
get_max_size (const FbDocumoField *fields, guint n_fields)
{
  gsize size = 1;

  for (guint i = 0; i < n_fields; i++)
    if (fields[i].value != NULL)
      size += strlen (fields[i].name) + 3 * strlen (fields[i].value) + 2;
  return size;
}

static char *
append_escaped (char *end, const char *value)
{
  static const char digits[] = "0123456789ABCDEF";

  for (const char *c = value; *c != '\0'; c++)
    {
      const guchar byte = (guchar) *c;

      if (g_ascii_isalnum (*c) || strchr ("-._", *c) != NULL)
        {
          *end++ = *c;
          continue;
        }
      *end++ = '%';
      *end++ = digits[byte >> 4];
      *end++ = digits[byte & 15];
    }
  return end;
}

/**
 * fb_documo_form_new:
 * @fields: its fields
 * @n_fields: how many
 *
 * Returns: (transfer full): the form, which overwrites itself when it is freed
 */
GBytes *
fb_documo_form_new (const FbDocumoField *fields, guint n_fields)
{
  const gsize size = get_max_size (fields, n_fields);
  Form *form = g_malloc0 (sizeof *form + size);
  char *end = form->text;

  form->size = size;
  for (guint i = 0; i < n_fields; i++)
    if (fields[i].value != NULL)
      {
        if (end != form->text)
          *end++ = '&';
        end = g_stpcpy (end, fields[i].name);
        *end++ = '=';
        end = append_escaped (end, fields[i].value);
      }
  return g_bytes_new_with_free_func (form->text, (gsize) (end - form->text), free_form, form);
}
