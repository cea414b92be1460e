/* fb-emphasis.c
 *
 * How the words that are searched for stand out in a text: by weight and by what is behind them,
 * since not everybody tells colours apart. The text keeps its own colour, which is right for light
 * and dark.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-emphasis.h"

#include <string.h>

/* Of libadwaita's palette: yellow 5, which differs from the accent of a row that is selected. It
 * lets through so much of the row that the text can be read. */
#define BACKGROUND_RED   0xe5e5
#define BACKGROUND_GREEN 0xa5a5
#define BACKGROUND_BLUE  0x0a0a
#define BACKGROUND_ALPHA (G_MAXUINT16 * 35 / 100)

static void
add (PangoAttrList *attributes, PangoAttribute *attribute, const FbTextRange *range)
{
  attribute->start_index = range->start;
  attribute->end_index = range->end;
  pango_attr_list_insert (attributes, attribute);
}

static void
emphasise (PangoAttrList *attributes, const FbTextRange *range)
{
  add (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), range);
  add (attributes, pango_attr_background_new (BACKGROUND_RED, BACKGROUND_GREEN, BACKGROUND_BLUE),
       range);
  add (attributes, pango_attr_background_alpha_new (BACKGROUND_ALPHA), range);
  /* What stands back elsewhere is as strong as any other text here. */
  add (attributes, pango_attr_foreground_alpha_new (G_MAXUINT16), range);
}

static void
emphasise_part (PangoAttrList *attributes, FbSearchQuery *query, const char *part, guint offset)
{
  g_autoptr (GArray) ranges = fb_search_query_find (query, part);

  for (guint i = 0; i < ranges->len; i++)
    {
      FbTextRange range = g_array_index (ranges, FbTextRange, i);
      range.start += offset;
      range.end += offset;
      emphasise (attributes, &range);
    }
}

/**
 * fb_emphasis_show:
 * @label: a label that shows plain text, of a fax
 * @query: (nullable): what is searched for
 *
 * Lets the words that are searched for stand out in the text that @label has now, and nothing
 * else. It is to be called again when the text is another one. For the main thread.
 */
void
fb_emphasis_show (GtkLabel *label, FbSearchQuery *query)
{
  g_return_if_fail (GTK_IS_LABEL (label));

  const char *parts[] = { gtk_label_get_text (label), NULL };

  fb_emphasis_show_parts (label, query, parts);
}

/**
 * fb_emphasis_show_parts:
 * @label: a label that shows plain text
 * @query: (nullable): what is searched for
 * @parts: (array zero-terminated=1): what of the text is looked at, in its order; a part that isn't
 *   in it is passed over
 *
 * Does the same as fb_emphasis_show() where not all of the text is searched.
 */
void
fb_emphasis_show_parts (GtkLabel *label, FbSearchQuery *query, const char *const *parts)
{
  g_return_if_fail (GTK_IS_LABEL (label));
  g_return_if_fail (parts != NULL);

  if (query == NULL)
    {
      gtk_label_set_attributes (label, NULL);
      return;
    }

  const char *text = gtk_label_get_text (label);
  const char *rest = text;
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *part = strstr (rest, parts[i]);
      if (part == NULL)
        continue;
      emphasise_part (attributes, query, parts[i], (guint) (part - text));
      rest = part + strlen (parts[i]);
    }
  gtk_label_set_attributes (label, attributes);
}
