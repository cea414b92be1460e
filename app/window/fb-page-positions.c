/* fb-page-positions.c
 *
 * Where somebody has scrolled to in the documents that were looked at last, as long as Faxbell
 * runs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-page-positions.h"

#define MAX_DOCUMENTS 32

typedef struct
{
  char *path;
  FbPagePosition position;
} Place;

struct _FbPagePositions
{
  GQueue places; /* the last one first */
};

static void
place_free (Place *place)
{
  g_free (place->path);
  g_free (place);
}

static GList *
find (FbPagePositions *self, const char *path)
{
  for (GList *link = self->places.head; link != NULL; link = link->next)
    if (g_str_equal (((Place *) link->data)->path, path))
      return link;
  return NULL;
}

/**
 * fb_page_positions_new:
 *
 * Returns: (transfer full): no positions
 */
FbPagePositions *
fb_page_positions_new (void)
{
  return g_new0 (FbPagePositions, 1);
}

/**
 * fb_page_positions_free:
 * @self: (transfer full): the positions
 */
void
fb_page_positions_free (FbPagePositions *self)
{
  g_queue_clear_full (&self->places, (GDestroyNotify) place_free);
  g_free (self);
}

/**
 * fb_page_positions_remember:
 * @self: the positions
 * @path: of a document
 * @position: where it is scrolled to
 */
void
fb_page_positions_remember (FbPagePositions *self, const char *path, const FbPagePosition *position)
{
  GList *link = find (self, path);
  Place *place;

  if (link != NULL)
    {
      place = link->data;
      g_queue_delete_link (&self->places, link);
    }
  else
    {
      place = g_new0 (Place, 1);
      place->path = g_strdup (path);
    }
  place->position = *position;
  g_queue_push_head (&self->places, place);
  if (self->places.length > MAX_DOCUMENTS)
    place_free (g_queue_pop_tail (&self->places));
}

/**
 * fb_page_positions_find:
 * @self: the positions
 * @path: of a document
 * @position: (out caller-allocates): where it was scrolled to
 *
 * Returns: whether that is remembered
 */
gboolean
fb_page_positions_find (FbPagePositions *self, const char *path, FbPagePosition *position)
{
  GList *link = find (self, path);

  if (link == NULL)
    return FALSE;
  *position = ((Place *) link->data)->position;
  return TRUE;
}
