/* fb-page-search.c
 *
 * Looks for a text in the pages of a document, one page after the other, from the one that is
 * looked at to the last one, and then from the first. Text is compared as by the search for faxes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-page-search.h"

#include <string.h>

#include "fb-page-text-areas.h"
#include "fb-text-fold.h"

struct _FbPageSearch
{
  GObject parent_instance;

  FbRenderedDocument *document;
  GCancellable *cancellable;
  char *folded;     /* what is looked for */
  GArray *hits;     /* of FbPageHit, in the document's order */
  guint first_page; /* the first one that is read */
  guint n_pages;
  guint n_read;
  guint current_page; /* of the current hit */
  guint current_start;
  gboolean has_current;
  gboolean has_text; /* any page */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbPageSearch, fb_page_search, G_TYPE_OBJECT)

static void fb_page_search_read_next (FbPageSearch *self);

static void
hit_clear (FbPageHit *hit)
{
  g_clear_pointer (&hit->areas, g_array_unref);
}

/* Comparing */

/* Several spaces and ends of lines are as one space. */
static void
fold (const char *text, GString *folded, GArray *offsets)
{
  gsize n_kept = 0;

  fb_text_fold (text, folded, offsets);
  for (gsize i = 0; i < folded->len; i++)
    {
      if (folded->str[i] == ' ' && (n_kept == 0 || folded->str[n_kept - 1] == ' '))
        continue;
      folded->str[n_kept] = folded->str[i];
      if (offsets != NULL)
        g_array_index (offsets, guint, n_kept) = g_array_index (offsets, guint, i);
      n_kept++;
    }
  g_string_truncate (folded, n_kept);
  if (offsets != NULL)
    g_array_set_size (offsets, (guint) n_kept);
}

/* As many as there may still be. */
static GArray *
find_hits (FbPageSearch *self, guint page, const FbPageText *text)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (FbPageHit));
  g_autoptr (GString) folded = g_string_new (NULL);
  g_autoptr (GArray) offsets = g_array_new (FALSE, FALSE, sizeof (guint));
  const gsize length = strlen (self->folded);

  fold (text->text, folded, offsets);
  const char *at = folded->str;
  const char *counted = text->text;
  guint start = 0;
  while (length > 0 && self->hits->len + hits->len < FB_PAGE_SEARCH_MAX_HITS &&
         (at = strstr (at, self->folded)) != NULL)
    {
      const gsize position = (gsize) (at - folded->str);
      const char *first = text->text + g_array_index (offsets, guint, position);
      const char *last = text->text + g_array_index (offsets, guint, position + length - 1);

      /* From the hit before: a page may have thousands, each far from its beginning. */
      start += (guint) g_utf8_pointer_to_offset (counted, first);
      counted = first;
      const guint end = start + (guint) g_utf8_pointer_to_offset (first, last) + 1;
      FbPageHit hit = { page, start, fb_page_text_join_areas (text, start, end) };

      g_array_append_val (hits, hit);
      at += length;
    }
  return hits;
}

static void
fb_page_search_take (FbPageSearch *self, guint page, const FbPageText *text)
{
  g_autoptr (GArray) hits = find_hits (self, page, text);

  self->has_text = self->has_text || text->n_characters > 0;
  if (hits->len == 0)
    return;
  g_array_insert_vals (self->hits, fb_page_search_find_page (self, page), hits->data, hits->len);
  if (self->has_current)
    return;
  self->has_current = TRUE;
  self->current_page = page;
  self->current_start = g_array_index (hits, FbPageHit, 0).start;
}

/* Reading */

static guint
get_next_page (FbPageSearch *self)
{
  return (self->first_page + self->n_read) % self->n_pages;
}

static void
on_text (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbPageSearch) self = FB_PAGE_SEARCH (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (FbPageText) text =
    fb_rendered_document_read_text_finish (FB_RENDERED_DOCUMENT (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  /* A page that can't be read has nothing that could be found. */
  if (text != NULL)
    fb_page_search_take (self, get_next_page (self), text);
  self->n_read++;
  if (self->hits->len >= FB_PAGE_SEARCH_MAX_HITS)
    self->n_read = self->n_pages;
  fb_page_search_read_next (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
fb_page_search_read_next (FbPageSearch *self)
{
  if (!fb_page_search_is_done (self))
    fb_rendered_document_read_text_async (self->document, get_next_page (self), FB_PAGE_BACKGROUND,
                                          self->cancellable, on_text, g_object_ref (self));
}

/* GObject */

static void
fb_page_search_finalize (GObject *object)
{
  FbPageSearch *self = FB_PAGE_SEARCH (object);

  g_clear_object (&self->document);
  g_clear_object (&self->cancellable);
  g_array_unref (self->hits);
  g_free (self->folded);

  G_OBJECT_CLASS (fb_page_search_parent_class)->finalize (object);
}

static void
fb_page_search_class_init (FbPageSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_page_search_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
fb_page_search_init (FbPageSearch *self)
{
  self->cancellable = g_cancellable_new ();
  self->hits = g_array_new (FALSE, FALSE, sizeof (FbPageHit));
  g_array_set_clear_func (self->hits, (GDestroyNotify) hit_clear);
}

/**
 * fb_page_search_new:
 * @document: where to look
 * @text: what for
 * @first_page: where to begin
 *
 * Begins at once. For the main thread.
 *
 * Returns: (transfer full): the search
 */
FbPageSearch *
fb_page_search_new (FbRenderedDocument *document, const char *text, guint first_page)
{
  g_return_val_if_fail (FB_IS_RENDERED_DOCUMENT (document), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  FbPageSearch *self = g_object_new (FB_TYPE_PAGE_SEARCH, NULL);
  g_autoptr (GString) folded = g_string_new (NULL);

  fold (text, folded, NULL);
  self->document = g_object_ref (document);
  self->folded = g_strstrip (g_strdup (folded->str));
  self->n_pages = fb_rendered_document_get_n_pages (document);
  self->first_page = first_page;
  fb_page_search_read_next (self);
  return self;
}

/**
 * fb_page_search_stop:
 * @self: the search
 *
 * Nothing more is looked for.
 */
void
fb_page_search_stop (FbPageSearch *self)
{
  g_return_if_fail (FB_IS_PAGE_SEARCH (self));

  g_cancellable_cancel (self->cancellable);
}

/**
 * fb_page_search_get_n_hits:
 * @self: the search
 *
 * Returns: how many there are up to now
 */
guint
fb_page_search_get_n_hits (FbPageSearch *self)
{
  g_return_val_if_fail (FB_IS_PAGE_SEARCH (self), 0);

  return self->hits->len;
}

/**
 * fb_page_search_get_hit:
 * @self: the search
 * @position: from 0, in the document's order
 *
 * Returns: (nullable): that hit, until there are more
 */
const FbPageHit *
fb_page_search_get_hit (FbPageSearch *self, guint position)
{
  g_return_val_if_fail (FB_IS_PAGE_SEARCH (self), NULL);

  return position < self->hits->len ? &g_array_index (self->hits, FbPageHit, position) : NULL;
}

/* The first hit that is not before. */
static guint
fb_page_search_find (FbPageSearch *self, guint page, guint start)
{
  guint low = 0;
  guint high = self->hits->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;
      const FbPageHit *hit = &g_array_index (self->hits, FbPageHit, middle);
      if (hit->page < page || (hit->page == page && hit->start < start))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * fb_page_search_find_page:
 * @self: the search
 * @page: from 0
 *
 * Returns: the position of the first hit of that page or, if it has none, of the next one
 */
guint
fb_page_search_find_page (FbPageSearch *self, guint page)
{
  g_return_val_if_fail (FB_IS_PAGE_SEARCH (self), 0);

  return fb_page_search_find (self, page, 0);
}

/**
 * fb_page_search_get_current:
 * @self: the search
 * @position: (out) (optional): its position among all hits
 *
 * Returns: (nullable): the hit that is looked at, if there is any, until there are more
 */
const FbPageHit *
fb_page_search_get_current (FbPageSearch *self, guint *position)
{
  g_return_val_if_fail (FB_IS_PAGE_SEARCH (self), NULL);

  if (!self->has_current)
    return NULL;
  const guint found = fb_page_search_find (self, self->current_page, self->current_start);
  if (position != NULL)
    *position = found;
  return fb_page_search_get_hit (self, found);
}

/**
 * fb_page_search_move:
 * @self: the search
 * @forward: to the next hit; else to the previous one
 *
 * After the last hit comes the first one.
 */
void
fb_page_search_move (FbPageSearch *self, gboolean forward)
{
  guint position;

  g_return_if_fail (FB_IS_PAGE_SEARCH (self));

  if (fb_page_search_get_current (self, &position) == NULL)
    return;
  position = (position + (forward ? 1 : self->hits->len - 1)) % self->hits->len;
  const FbPageHit *hit = fb_page_search_get_hit (self, position);
  self->current_page = hit->page;
  self->current_start = hit->start;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * fb_page_search_is_done:
 * @self: the search
 *
 * Returns: whether nothing more is looked for
 */
gboolean
fb_page_search_is_done (FbPageSearch *self)
{
  g_return_val_if_fail (FB_IS_PAGE_SEARCH (self), TRUE);

  return self->n_read >= self->n_pages || *self->folded == '\0' ||
         g_cancellable_is_cancelled (self->cancellable);
}

/**
 * fb_page_search_has_text:
 * @self: the search
 *
 * Returns: whether a page that was read has text
 */
gboolean
fb_page_search_has_text (FbPageSearch *self)
{
  g_return_val_if_fail (FB_IS_PAGE_SEARCH (self), FALSE);

  return self->has_text;
}

/**
 * fb_page_search_get_progress:
 * @self: the search
 *
 * Returns: which part of the pages was read, 0 to 1
 */
double
fb_page_search_get_progress (FbPageSearch *self)
{
  g_return_val_if_fail (FB_IS_PAGE_SEARCH (self), 0);

  return (double) self->n_read / self->n_pages;
}
