/* fb-fax-announcement.c
 *
 * What a screen reader says to those who work in the window: of a fax that has just come, and of
 * what else has changed there. GTK can do that from 4.14 on; before, the list only changes, and the
 * desktop's notification is read out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-announcement.h"

#include "fb-fax-words.h"

#if GTK_CHECK_VERSION(4, 14, 0)
/* Where there is no accessibility bus, GTK 4.18 has a context that can't announce, and calls what it
 * lacks. */
static gboolean
can_announce (GtkWindow *window)
{
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  g_autoptr (GtkATContext) context = gtk_accessible_get_at_context (GTK_ACCESSIBLE (window));
  G_GNUC_END_IGNORE_DEPRECATIONS

  return context != NULL && g_strcmp0 (G_OBJECT_TYPE_NAME (context), "GtkTestATContext") != 0;
}
#endif

/**
 * fb_text_announce:
 * @window: where it is shown; if nobody works in it, nothing is said
 * @text: what to say
 *
 * Once what is being read out is finished.
 */
void
fb_text_announce (GtkWindow *window, const char *text)
{
  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (text != NULL);

#if GTK_CHECK_VERSION(4, 14, 0)
  /* It is newer than the oldest GTK that this runs with. */
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  if (!gtk_window_is_active (window) || !can_announce (window))
    return;
  gtk_accessible_announce (GTK_ACCESSIBLE (window), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  G_GNUC_END_IGNORE_DEPRECATIONS
#endif
}

/**
 * fb_fax_announce:
 * @window: where it is shown; if nobody works in it, nothing is said
 * @fax: a fax that there was an alert of
 *
 * Says of it what its row says, as fb_text_announce() does.
 */
void
fb_fax_announce (GtkWindow *window, FbFax *fax)
{
  g_return_if_fail (FB_IS_FAX (fax));

  g_autofree char *sentence = fb_fax_dup_sentence (fax, NULL);

  fb_text_announce (window, sentence);
}
