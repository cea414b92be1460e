/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "window-fixture.h"

G_BEGIN_DECLS

/**
 * ViewFaxes:
 * @VIEW_WITHOUT_FAXES: nothing was received yet
 * @VIEW_WITH_DAY: a day at a front desk
 *
 * What the store has when a view is shown.
 */
typedef enum
{
  VIEW_WITHOUT_FAXES,
  VIEW_WITH_DAY,
} ViewFaxes;

/**
 * View:
 * @name: for names of files and messages
 * @faxes: what the store has
 * @show: shows it and waits until it is there; returns the window that has it
 * @leave: (nullable): undoes @show; a window other than the main one is closed without it
 * @may_be_wide: whether the window need not become as narrow as a phone's screen
 *
 * Something that Faxbell shows to people.
 */
typedef struct
{
  const char *name;
  ViewFaxes faxes;
  GtkWidget *(*show) (WindowFixture *fixture);
  void (*leave) (WindowFixture *fixture);
  gboolean may_be_wide;
} View;

/**
 * Appearance:
 * @name: for names of files and messages
 * @width: of windows; of smaller ones only if they have room in it
 * @scheme: light or dark
 * @text_scale: 1, or 2 for texts of double size
 * @direction: of texts
 *
 * How a view is shown.
 */
typedef struct
{
  const char *name;
  int width;
  AdwColorScheme scheme;
  int text_scale;
  GtkTextDirection direction;
} Appearance;

typedef void (*ViewCheck) (GtkWidget *window, const View *view, const Appearance *appearance);

void views_add_tests (const char *path,
                      const Appearance *appearances,
                      guint n_appearances,
                      ViewCheck check);

G_END_DECLS
