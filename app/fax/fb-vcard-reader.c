/* fb-vcard-reader.c
 *
 * The numbers of an address book and whose they are, out of a vCard file: of each card the full
 * name or, where it has none, the parts of the name, or the organization; and all of its numbers,
 * since a fax may come from any. A file is anybody's: what can't be made out of it is left out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-vcard-reader.h"

#include "fb-number.h"
#include "fb-vcard-lines-private.h"

#include <string.h>

/* Of a file. */
#define MAX_CONTACTS 50000

typedef struct
{
  char *full_name;
  char *name;
  char *organization;
  GPtrArray *numbers;
} Card;

typedef struct
{
  GPtrArray *contacts;
  GHashTable *seen; /* numbers, those of the contacts */
  const char *who;
  gint64 named_at;
} Reading;

static void
card_clear (Card *card)
{
  g_clear_pointer (&card->full_name, g_free);
  g_clear_pointer (&card->name, g_free);
  g_clear_pointer (&card->organization, g_free);
  g_ptr_array_set_size (card->numbers, 0);
}

/* Values */

/* Up to @end, an unescaped character, and then behind it. */
static char *
take_text (const char **at, char end)
{
  GString *text = g_string_new (NULL);

  for (; **at != '\0' && **at != end; ++*at)
    {
      const gboolean is_escaped = **at == '\\' && (*at)[1] != '\0';
      if (is_escaped)
        ++*at;
      g_string_append_c (text, is_escaped && (**at == 'n' || **at == 'N') ? ' ' : **at);
    }
  if (**at != '\0')
    ++*at;
  return g_string_free (text, FALSE);
}

static char *
dup_text (const char *value)
{
  return take_text (&value, '\0');
}

/* Family, given, and further names; then what stands before and after them. */
static char *
dup_name_of_parts (const char *value)
{
  g_autofree char *family = take_text (&value, ';');
  g_autofree char *given = take_text (&value, ';');
  g_autofree char *name = g_strdup_printf ("%s %s", given, family);

  return g_strdup (g_strstrip (name));
}

/* The organization, without its units. */
static char *
dup_organization (const char *value)
{
  return take_text (&value, ';');
}

/* Without an extension, whose digits are no part of the number. Where letters stand for digits
 * nobody can say which. */
static char *
dup_number (const char *value)
{
  g_autofree char *text = dup_text (value);
  char *start = g_ascii_strncasecmp (text, "tel:", 4) == 0 ? text + 4 : text;

  start[strcspn (start, ";,#")] = '\0';
  for (char *at = start; *at != '\0'; at++)
    {
      if (!g_ascii_isalpha (*at))
        continue;
      if (*at != 'x' && *at != 'X' && g_ascii_strncasecmp (at, "ext", 3) != 0)
        return NULL;
      *at = '\0';
      break;
    }
  return fb_number_normalize (start);
}

/* Cards */

static void
set_once (char **field, char *text)
{
  if (*field == NULL && *g_strstrip (text) != '\0')
    *field = text;
  else
    g_free (text);
}

static void
read_property (Card *card, const FbVcardProperty *property)
{
  if (g_str_equal (property->name, "FN"))
    set_once (&card->full_name, dup_text (property->value));
  else if (g_str_equal (property->name, "N"))
    set_once (&card->name, dup_name_of_parts (property->value));
  else if (g_str_equal (property->name, "ORG"))
    set_once (&card->organization, dup_organization (property->value));
  else if (g_str_equal (property->name, "TEL"))
    {
      char *number = dup_number (property->value);
      if (number != NULL)
        g_ptr_array_add (card->numbers, number);
    }
}

static const char *
get_name (const Card *card)
{
  if (card->full_name != NULL)
    return card->full_name;
  return card->name != NULL ? card->name : card->organization;
}

/* The first card that has a number counts. */
static void
add_contacts (Reading *self, const Card *card)
{
  const char *name = get_name (card);

  for (guint i = 0; name != NULL && i < card->numbers->len; i++)
    {
      const char *number = g_ptr_array_index (card->numbers, i);
      if (self->contacts->len >= MAX_CONTACTS || g_hash_table_contains (self->seen, number))
        continue;
      g_autoptr (FbContact) contact = fb_contact_new (number, name, self->who, self->named_at);
      /* Nothing may be left of a name. */
      if (contact == NULL || contact->name == NULL)
        continue;
      g_hash_table_add (self->seen, contact->number);
      g_ptr_array_add (self->contacts, g_steal_pointer (&contact));
    }
}

static gboolean
is_mark (const FbVcardProperty *property, const char *name)
{
  g_autofree char *value = g_strstrip (g_strdup (property->value));

  return g_str_equal (property->name, name) && g_ascii_strcasecmp (value, "VCARD") == 0;
}

/* A card may stand within another one, as that of an agent: it is somebody else's. */
static void
read_cards (Reading *self, FbVcardLines *lines)
{
  Card card = { .numbers = g_ptr_array_new_with_free_func (g_free) };
  FbVcardProperty property = { 0 };
  guint depth = 0;

  while (fb_vcard_lines_next (lines, &property))
    {
      if (is_mark (&property, "BEGIN"))
        depth++;
      else if (is_mark (&property, "END") && depth > 0)
        {
          if (--depth == 0)
            {
              add_contacts (self, &card);
              card_clear (&card);
            }
        }
      else if (depth == 1)
        read_property (&card, &property);
      fb_vcard_property_clear (&property);
    }
  card_clear (&card);
  g_ptr_array_unref (card.numbers);
}

/**
 * fb_vcard_read:
 * @file: a file's content
 * @who: (nullable): who reads it
 * @named_at: when, microseconds since 1970 UTC
 *
 * Any thread may call it; it takes as long as the file is.
 *
 * Returns: (transfer full) (element-type FbContact): the numbers in it and their names, each number
 *   once; none if it is no vCard file
 */
GPtrArray *
fb_vcard_read (GBytes *file, const char *who, gint64 named_at)
{
  GPtrArray *contacts = g_ptr_array_new_with_free_func ((GDestroyNotify) fb_contact_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gsize length = 0;

  g_return_val_if_fail (file != NULL, contacts);

  g_autofree char *text = fb_vcard_decode_file (file, &length);
  Reading self = { contacts, seen, who, named_at };
  if (text == NULL)
    return contacts;
  FbVcardLines lines = { text, text + length };
  read_cards (&self, &lines);
  return contacts;
}
