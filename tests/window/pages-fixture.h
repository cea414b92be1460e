/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax-pages.h"
#include "fb-page-view.h"
#include "window-fixture.h"

G_BEGIN_DECLS

/**
 * PagesFixture:
 * @folder: for documents
 * @launcher: of the real helper, FAXBELL_RENDER
 * @window: has @pages, and is presented
 * @pages: of no fax
 * @view: in @pages
 * @n_counted: how often pages were counted
 * @counted: how many pages there were the last time
 *
 * A pane of pages with the real helper behind it.
 */
typedef struct
{
  char *folder;
  FbRenderLauncher *launcher;
  GtkWidget *window;
  FbFaxPages *pages;
  FbPageView *view;
  guint n_counted;
  guint counted;
} PagesFixture;

void pages_fixture_set_up (PagesFixture *fixture, gconstpointer data);
void pages_fixture_tear_down (PagesFixture *fixture, gconstpointer data);

char *pages_fixture_write (PagesFixture *fixture, const char *name, guint n_pages);
FbFax *pages_fixture_make_state (gint64 id, const char *const *paths, int n_pages);
FbFax *pages_fixture_make_fax (const char *const *paths, int n_pages);
void pages_fixture_show (PagesFixture *fixture, FbFax *fax);
void pages_fixture_show_new (PagesFixture *fixture, const char *name, guint n_pages);
const char *pages_fixture_get_state (PagesFixture *fixture);
void pages_fixture_activate (PagesFixture *fixture, const char *action);

#define PAGES_TEST(path, function)                                                                 \
  g_test_add (path, PagesFixture, NULL, pages_fixture_set_up, function, pages_fixture_tear_down)

G_END_DECLS
