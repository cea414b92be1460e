/* fb-page-list.c
 *
 * The pages of a document as a list model. All that is known of an item is its position, so items
 * are made when they are asked for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-page-list.h"

struct _FbPageList
{
  GObject parent_instance;

  guint n_pages;
};

static GType
fb_page_list_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
fb_page_list_get_n_items (GListModel *model)
{
  return FB_PAGE_LIST (model)->n_pages;
}

static gpointer
fb_page_list_get_item (GListModel *model, guint position)
{
  return position < FB_PAGE_LIST (model)->n_pages ? g_object_new (G_TYPE_OBJECT, NULL) : NULL;
}

static void
fb_page_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = fb_page_list_get_item_type;
  iface->get_n_items = fb_page_list_get_n_items;
  iface->get_item = fb_page_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FbPageList,
                               fb_page_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, fb_page_list_model_init))

static void
fb_page_list_class_init (FbPageListClass *klass)
{
}

static void
fb_page_list_init (FbPageList *self)
{
}

/**
 * fb_page_list_new:
 *
 * Returns: (transfer full): an empty list
 */
FbPageList *
fb_page_list_new (void)
{
  return g_object_new (FB_TYPE_PAGE_LIST, NULL);
}

/**
 * fb_page_list_set_n_pages:
 * @self: the list
 * @n_pages: how many other pages there are now
 */
void
fb_page_list_set_n_pages (FbPageList *self, guint n_pages)
{
  g_return_if_fail (FB_IS_PAGE_LIST (self));

  const guint n_removed = self->n_pages;

  self->n_pages = n_pages;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_removed, n_pages);
}
