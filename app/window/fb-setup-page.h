/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-setup-parts.h"

G_BEGIN_DECLS

#define FB_TYPE_SETUP_PAGE (fb_setup_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (FbSetupPage, fb_setup_page, FB, SETUP_PAGE, GtkWidget)

/* Properties:
 *   key (string): names the page in settings and for other pages
 *   title (string): what the step is about
 *   description (string): what it is for, in a few sentences
 *   next-label (string): of the button that leads on, with a mnemonic
 *
 * Signals:
 *   next: go on, as the button does
 *   go-to (const char *key): show another page
 *   activate (const char *action): activate one of the application's actions
 */

/**
 * FbSetupPageClass:
 * @is_needed: whether it is to be shown on the way through the assistant
 * @bind: gives the page what it sets up, once; it takes its own references
 * @shown: the page was turned to
 * @finish: the page is about to be left for the next one; %FALSE if it is to stay
 *
 * What a page may do of its own; none need be.
 */
struct _FbSetupPageClass
{
  GtkWidgetClass parent_class;

  gboolean (*is_needed) (FbSetupPage *self);
  void (*bind) (FbSetupPage *self, const FbSetupParts *parts);
  void (*shown) (FbSetupPage *self);
  gboolean (*finish) (FbSetupPage *self);
};

const char *fb_setup_page_get_key (FbSetupPage *self);
const char *fb_setup_page_get_title (FbSetupPage *self);
void fb_setup_page_set_title (FbSetupPage *self, const char *title);
void fb_setup_page_set_description (FbSetupPage *self, const char *description);
gboolean fb_setup_page_is_next_suggested (FbSetupPage *self);
void fb_setup_page_set_next_suggested (FbSetupPage *self, gboolean is_suggested);
const char *fb_setup_page_get_next_label (FbSetupPage *self);
void fb_setup_page_set_next_label (FbSetupPage *self, const char *label);

gboolean fb_setup_page_is_needed (FbSetupPage *self);
void fb_setup_page_bind (FbSetupPage *self, const FbSetupParts *parts);
void fb_setup_page_shown (FbSetupPage *self);
gboolean fb_setup_page_finish (FbSetupPage *self);

void fb_setup_page_next (FbSetupPage *self);
void fb_setup_page_go_to (FbSetupPage *self, const char *key);
void fb_setup_page_activate (FbSetupPage *self, const char *action);

G_END_DECLS
