/* fb-page-cache.c
 *
 * The pictures of a document's pages: those that were drawn, as many as a limit in bytes allows,
 * and those that are being drawn. What is farthest from the pages that are looked at goes first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-page-cache.h"

#define BYTES_OF_PIXEL 4

typedef struct
{
  guint page;
  GdkTexture *texture; /* nullable */
  gsize n_bytes;       /* of it */
  FbRenderFlags flags;
  GError *error;             /* nullable: why it could not be drawn */
  GCancellable *cancellable; /* nullable: of the request that is under way */
  guint width;               /* pixels that were asked for last */
  guint height;
} Entry;

struct _FbPageCache
{
  GObject parent_instance;

  FbRenderedDocument *document;
  GHashTable *entries; /* page → Entry */
  gsize n_bytes;
  gsize max_bytes;
  guint first; /* what is looked at */
  guint last;
};

enum
{
  PAGE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbPageCache, fb_page_cache, G_TYPE_OBJECT)

static void
entry_cancel (Entry *entry)
{
  g_cancellable_cancel (entry->cancellable);
  g_clear_object (&entry->cancellable);
}

static void
entry_free (Entry *entry)
{
  entry_cancel (entry);
  g_clear_object (&entry->texture);
  g_clear_error (&entry->error);
  g_free (entry);
}

static Entry *
fb_page_cache_find (FbPageCache *self, guint page)
{
  return g_hash_table_lookup (self->entries, GUINT_TO_POINTER (page));
}

static guint
get_distance (FbPageCache *self, guint page)
{
  if (page < self->first)
    return self->first - page;
  return page > self->last ? page - self->last : 0;
}

static void
fb_page_cache_drop_texture (FbPageCache *self, Entry *entry)
{
  self->n_bytes -= entry->n_bytes;
  entry->n_bytes = 0;
  g_clear_object (&entry->texture);
}

/* Which one has to go; of some that are as far from what is looked at, not @newest. */
static Entry *
fb_page_cache_find_farthest (FbPageCache *self, Entry *newest)
{
  Entry *farthest = NULL;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Entry *entry = value;
      if (entry != newest && entry->texture != NULL &&
          (farthest == NULL ||
           get_distance (self, entry->page) > get_distance (self, farthest->page)))
        farthest = entry;
    }
  if (farthest != NULL && get_distance (self, newest->page) > get_distance (self, farthest->page))
    return newest;
  return farthest;
}

/* Forgets what is too much. */
static void
fb_page_cache_shrink (FbPageCache *self, Entry *newest)
{
  gboolean has_newest = TRUE;

  while (has_newest && self->n_bytes > self->max_bytes)
    {
      Entry *farthest = fb_page_cache_find_farthest (self, newest);
      if (farthest == NULL)
        return;
      has_newest = farthest != newest;
      fb_page_cache_drop_texture (self, farthest);
      /* It is asked for again where it is looked at. */
      if (farthest->cancellable == NULL && farthest->error == NULL)
        g_hash_table_remove (self->entries, GUINT_TO_POINTER (farthest->page));
    }
}

/* Whether @page is rather to be there: it is nearer or, as somebody reads on, comes after. */
static gboolean
fb_page_cache_is_before (FbPageCache *self, guint page, guint other)
{
  const guint distance = get_distance (self, page);
  const guint other_distance = get_distance (self, other);

  return distance < other_distance || (distance == other_distance && page > other);
}

static gboolean
fb_page_cache_has_room (FbPageCache *self, guint page, guint width, guint height)
{
  gsize n_bytes = (gsize) width * height * BYTES_OF_PIXEL;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Entry *entry = value;
      if (fb_page_cache_is_before (self, entry->page, page))
        n_bytes += MAX (entry->n_bytes, (gsize) entry->width * entry->height * BYTES_OF_PIXEL);
    }
  return n_bytes <= self->max_bytes;
}

/* Drawing */

typedef struct
{
  FbPageCache *cache;
  guint page;
  GCancellable *cancellable;
} Request;

static void
request_free (Request *request)
{
  g_object_unref (request->cache);
  g_object_unref (request->cancellable);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
fb_page_cache_take (FbPageCache *self, Entry *entry, FbRenderedPage *page)
{
  fb_page_cache_drop_texture (self, entry);
  entry->texture =
    gdk_memory_texture_new ((int) page->width, (int) page->height,
                            G_BYTE_ORDER == G_LITTLE_ENDIAN ? GDK_MEMORY_B8G8R8A8_PREMULTIPLIED
                                                            : GDK_MEMORY_A8R8G8B8_PREMULTIPLIED,
                            page->pixels, (gsize) page->width * BYTES_OF_PIXEL);
  entry->flags = page->flags;
  entry->n_bytes = (gsize) page->width * page->height * BYTES_OF_PIXEL;
  self->n_bytes += entry->n_bytes;
  fb_page_cache_shrink (self, entry);
}

static void
on_rendered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  FbPageCache *self = request->cache;
  g_autoptr (GError) error = NULL;
  g_autoptr (FbRenderedPage) page =
    fb_rendered_document_render_finish (FB_RENDERED_DOCUMENT (source), result, &error);
  Entry *entry = fb_page_cache_find (self, request->page);

  /* Nobody wants it any more, or another size of it. */
  if (entry == NULL || entry->cancellable != request->cancellable)
    return;
  g_clear_object (&entry->cancellable);
  if (page != NULL)
    fb_page_cache_take (self, entry, page);
  else
    entry->error = g_steal_pointer (&error);
  g_signal_emit (self, signals[PAGE_CHANGED], 0, request->page);
}

static Entry *
fb_page_cache_ensure (FbPageCache *self, guint page)
{
  Entry *entry = fb_page_cache_find (self, page);

  if (entry != NULL)
    return entry;
  entry = g_new0 (Entry, 1);
  entry->page = page;
  g_hash_table_insert (self->entries, GUINT_TO_POINTER (page), entry);
  return entry;
}

/* GObject */

static void
fb_page_cache_dispose (GObject *object)
{
  FbPageCache *self = FB_PAGE_CACHE (object);

  fb_page_cache_stop (self);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (fb_page_cache_parent_class)->dispose (object);
}

static void
fb_page_cache_finalize (GObject *object)
{
  g_hash_table_unref (FB_PAGE_CACHE (object)->entries);

  G_OBJECT_CLASS (fb_page_cache_parent_class)->finalize (object);
}

static void
fb_page_cache_class_init (FbPageCacheClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_page_cache_dispose;
  object_class->finalize = fb_page_cache_finalize;

  signals[PAGE_CHANGED] =
    g_signal_new ("page-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
fb_page_cache_init (FbPageCache *self)
{
  self->entries = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) entry_free);
}

/**
 * fb_page_cache_new:
 * @document: whose pages
 * @max_bytes: how much the pictures take together at most, but for one that is larger by itself
 *
 * For the main thread.
 *
 * Returns: (transfer full): an empty cache
 */
FbPageCache *
fb_page_cache_new (FbRenderedDocument *document, gsize max_bytes)
{
  g_return_val_if_fail (FB_IS_RENDERED_DOCUMENT (document), NULL);

  FbPageCache *self = g_object_new (FB_TYPE_PAGE_CACHE, NULL);

  self->document = g_object_ref (document);
  self->max_bytes = max_bytes;
  return self;
}

/**
 * fb_page_cache_stop:
 * @self: the cache
 *
 * Forgets everything, and cancels what is under way.
 */
void
fb_page_cache_stop (FbPageCache *self)
{
  g_return_if_fail (FB_IS_PAGE_CACHE (self));

  g_hash_table_remove_all (self->entries);
  self->n_bytes = 0;
}

/**
 * fb_page_cache_want:
 * @self: the cache
 * @page: from 0
 * @width: pixels
 * @height: pixels
 * @urgency: how much it is wanted
 *
 * Has the page drawn, if it isn't in that size. What could not be drawn once is not tried again;
 * what is only near is not drawn where there is no room for it beside what is nearer.
 */
void
fb_page_cache_want (FbPageCache *self, guint page, guint width, guint height, FbPageUrgency urgency)
{
  g_return_if_fail (FB_IS_PAGE_CACHE (self));
  g_return_if_fail (width > 0 && height > 0);

  if (urgency == FB_PAGE_NEAR && !fb_page_cache_has_room (self, page, width, height))
    return;
  Entry *entry = fb_page_cache_ensure (self, page);
  const gboolean is_same = entry->width == width && entry->height == height;

  if (entry->error != NULL || (is_same && (entry->cancellable || entry->texture)))
    return;
  entry_cancel (entry);
  entry->cancellable = g_cancellable_new ();
  entry->width = width;
  entry->height = height;

  Request *request = g_new0 (Request, 1);
  request->cache = g_object_ref (self);
  request->page = page;
  request->cancellable = g_object_ref (entry->cancellable);
  fb_rendered_document_render_async (self->document, page, width, height, urgency,
                                     entry->cancellable, on_rendered, request);
}

/**
 * fb_page_cache_cancel:
 * @self: the cache
 * @page: from 0
 *
 * Cancels the drawing of the page, if that is under way.
 */
void
fb_page_cache_cancel (FbPageCache *self, guint page)
{
  g_return_if_fail (FB_IS_PAGE_CACHE (self));

  Entry *entry = fb_page_cache_find (self, page);

  if (entry == NULL || entry->cancellable == NULL)
    return;
  entry_cancel (entry);
  /* So that it is drawn when it is wanted again. */
  entry->width = 0;
  if (entry->texture == NULL)
    g_hash_table_remove (self->entries, GUINT_TO_POINTER (page));
}

/**
 * fb_page_cache_set_range:
 * @self: the cache
 * @first: the first page that is looked at
 * @last: the last one
 *
 * Cancels what is under way for other pages, except for the two next to these.
 */
void
fb_page_cache_set_range (FbPageCache *self, guint first, guint last)
{
  g_return_if_fail (FB_IS_PAGE_CACHE (self));
  g_return_if_fail (first <= last);

  g_autoptr (GList) entries = g_hash_table_get_values (self->entries);

  self->first = first;
  self->last = last;
  for (GList *link = entries; link != NULL; link = link->next)
    {
      const Entry *entry = link->data;
      if (get_distance (self, entry->page) > 1)
        fb_page_cache_cancel (self, entry->page);
    }
}

/**
 * fb_page_cache_set_middle:
 * @self: the cache
 * @page: from 0
 *
 * What is far from this page goes first; nothing is cancelled.
 */
void
fb_page_cache_set_middle (FbPageCache *self, guint page)
{
  g_return_if_fail (FB_IS_PAGE_CACHE (self));

  self->first = page;
  self->last = page;
}

/**
 * fb_page_cache_get_texture:
 * @self: the cache
 * @page: from 0
 *
 * Returns: (transfer none) (nullable): its picture, upright, whatever size it has
 */
GdkTexture *
fb_page_cache_get_texture (FbPageCache *self, guint page)
{
  g_return_val_if_fail (FB_IS_PAGE_CACHE (self), NULL);

  const Entry *entry = fb_page_cache_find (self, page);

  return entry != NULL ? entry->texture : NULL;
}

/**
 * fb_page_cache_get_error:
 * @self: the cache
 * @page: from 0
 *
 * Returns: (nullable): why it can't be drawn
 */
const GError *
fb_page_cache_get_error (FbPageCache *self, guint page)
{
  g_return_val_if_fail (FB_IS_PAGE_CACHE (self), NULL);

  const Entry *entry = fb_page_cache_find (self, page);

  return entry != NULL ? entry->error : NULL;
}

/**
 * fb_page_cache_get_flags:
 * @self: the cache
 * @page: from 0
 *
 * Returns: what there is to be told of the picture
 */
FbRenderFlags
fb_page_cache_get_flags (FbPageCache *self, guint page)
{
  g_return_val_if_fail (FB_IS_PAGE_CACHE (self), 0);

  const Entry *entry = fb_page_cache_find (self, page);

  return entry != NULL ? entry->flags : 0;
}

/**
 * fb_page_cache_get_n_bytes:
 * @self: the cache
 *
 * Returns: how much memory the pictures take
 */
gsize
fb_page_cache_get_n_bytes (FbPageCache *self)
{
  g_return_val_if_fail (FB_IS_PAGE_CACHE (self), 0);

  return self->n_bytes;
}
