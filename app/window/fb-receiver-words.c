/* fb-receiver-words.c
 *
 * What the receiver is doing, and when it can't, why not and what to do, in plain words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-receiver-words.h"

#include <errno.h>
#include <glib/gi18n.h>

#include "fb-error-words.h"
#include "fb-friendly-time.h"

/* Ports below this one are the system's. */
#define FIRST_UNPRIVILEGED_PORT 1024

static gboolean
is_io_error (const GError *problem, GIOErrorEnum code)
{
  return problem != NULL && g_error_matches (problem, G_IO_ERROR, (int) code);
}

/* GLib has no code of its own for EADDRNOTAVAIL, and takes it for different others. */
static gboolean
is_address_problem (const GError *problem)
{
  return is_io_error (problem, G_IO_ERROR_NETWORK_UNREACHABLE) ||
         is_io_error (problem, G_IO_ERROR_HOST_UNREACHABLE) ||
         is_io_error (problem, G_IO_ERROR_NOT_FOUND) ||
         is_io_error (problem, G_IO_ERROR_INVALID_ARGUMENT) ||
         is_io_error (problem, g_io_error_from_errno (EADDRNOTAVAIL));
}

static char *
dup_refusal_title (const GError *problem, const char *address)
{
  switch ((FbReceiverError) problem->code)
    {
    case FB_RECEIVER_ERROR_PLAIN_HTTP:
      return g_strdup_printf (_ ("Others could read passwords and faxes on their way to %s."),
                              address);
    case FB_RECEIVER_ERROR_CERTIFICATE_FILE:
      return g_strdup (_ ("The file of the certificate or its key can’t be read."));
    case FB_RECEIVER_ERROR_CERTIFICATE_MISMATCH:
      return g_strdup (_ ("The key is not that of the certificate."));
    case FB_RECEIVER_ERROR_CERTIFICATE_EXPIRED:
      return g_strdup (_ ("The certificate has expired."));
    case FB_RECEIVER_ERROR_CERTIFICATE_INVALID:
    default:
      return g_strdup (_ ("The files hold no certificate with its key."));
    }
}

static const char *
get_refusal_advice (const GError *problem)
{
  if (problem->code == FB_RECEIVER_ERROR_PLAIN_HTTP)
    return _ ("Choose a certificate in Preferences, or try again and confirm that you want this.");
  return _ ("Renew the certificate, or choose another one in Preferences.");
}

/**
 * fb_receiver_problem_dup_title:
 * @problem: (nullable): why it could not listen
 * @address: where it was to listen
 * @port: and on which port
 *
 * Returns: (transfer full): what is wrong, in a sentence
 */
char *
fb_receiver_problem_dup_title (const GError *problem, const char *address, guint port)
{
  if (problem != NULL && problem->domain == FB_RECEIVER_ERROR)
    return dup_refusal_title (problem, address);
  if (is_io_error (problem, G_IO_ERROR_ADDRESS_IN_USE))
    return g_strdup_printf (_ ("Port %u is taken by another program."), port);
  if (is_io_error (problem, G_IO_ERROR_PERMISSION_DENIED))
    return port < FIRST_UNPRIVILEGED_PORT
             ? g_strdup_printf (_ ("Port %u is reserved for the system."), port)
             : g_strdup_printf (_ ("Faxbell is not allowed to use port %u."), port);
  if (is_address_problem (problem))
    return g_strdup_printf (_ ("This computer doesn’t have the address %s."), address);
  return g_strdup (_ ("The reason is not known."));
}

/**
 * fb_receiver_problem_get_advice:
 * @problem: (nullable): why it could not listen
 *
 * Returns: what to do about it, in a sentence or two
 */
const char *
fb_receiver_problem_get_advice (const GError *problem)
{
  if (problem != NULL && problem->domain == FB_RECEIVER_ERROR)
    return get_refusal_advice (problem);
  if (is_io_error (problem, G_IO_ERROR_ADDRESS_IN_USE))
    return _ (
      "Choose another port in Preferences and tell Documo the new address, or end the other "
      "program and try again.");
  if (is_io_error (problem, G_IO_ERROR_PERMISSION_DENIED))
    return _ ("Choose a port from 1024 up in Preferences and tell Documo the new address.");
  if (is_address_problem (problem))
    return _ ("Choose another address in Preferences. 127.0.0.1 is always there.");
  return _ ("Try again, or choose another address or port in Preferences.");
}

/**
 * fb_receiver_dup_problem_title:
 * @receiver: a receiver that could not start
 * @settings: where it was to listen
 *
 * Returns: (transfer full): what is wrong, in a sentence
 */
char *
fb_receiver_dup_problem_title (FbReceiver *receiver, GSettings *settings)
{
  g_return_val_if_fail (FB_IS_RECEIVER (receiver), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  g_autofree char *address = g_settings_get_string (settings, "receiver-address");

  return fb_receiver_problem_dup_title (fb_receiver_get_problem (receiver), address,
                                        g_settings_get_uint (settings, "receiver-port"));
}

/* Of the certificate in use. */
static char *
dup_expiry_warning (FbReceiver *receiver)
{
  const FbCertificateValidity validity = fb_receiver_get_certificate_validity (receiver);
  g_autoptr (GDateTime) expiry = fb_receiver_dup_certificate_expiry (receiver);

  if (validity == FB_CERTIFICATE_VALID || expiry == NULL)
    return NULL;

  g_autofree char *time = fb_full_time_format (g_date_time_to_unix (expiry) * G_USEC_PER_SEC,
                                               fb_clock_format_from_desktop ());
  if (validity == FB_CERTIFICATE_EXPIRED)
    /* Translators: %s is a date and a time */
    return g_strdup_printf (
      _ ("The certificate has expired: %s. Documo can’t deliver faxes until it is renewed."), time);
  /* Translators: %s is a date and a time */
  return g_strdup_printf (
    _ ("The certificate expires soon: %s. After that Documo can’t deliver faxes. Renew it."), time);
}

/**
 * fb_receiver_dup_warning:
 * @receiver: a receiver
 *
 * Changes when a property of @receiver notifies, also by the mere passing of time.
 *
 * Returns: (transfer full) (nullable): what the user must know while the receiver listens, as plain
 *   text; %NULL if there is nothing, or it doesn't listen
 */
char *
fb_receiver_dup_warning (FbReceiver *receiver)
{
  g_return_val_if_fail (FB_IS_RECEIVER (receiver), NULL);

  const GError *problem = fb_receiver_get_certificate_problem (receiver);
  if (fb_receiver_get_state (receiver) != FB_RECEIVER_RECEIVING)
    return NULL;

  g_autofree char *expiry = dup_expiry_warning (receiver);
  if (problem != NULL)
    {
      g_autofree char *title = dup_refusal_title (problem, "");
      if (expiry != NULL)
        return fb_join_sentences (title, expiry);
      return fb_join_sentences (title, _ ("The previous certificate stays in use."));
    }
  if (expiry != NULL)
    return g_steal_pointer (&expiry);
  if (fb_receiver_is_exposed (receiver))
    return g_strdup (_ ("Faxes are received without encryption: others on the network could read "
                        "them and the password."));
  return NULL;
}

/**
 * fb_receiver_dup_state_sentence:
 * @receiver: a receiver
 * @settings: where it listens, or is to
 *
 * Returns: (transfer full): what it is doing
 */
char *
fb_receiver_dup_state_sentence (FbReceiver *receiver, GSettings *settings)
{
  g_return_val_if_fail (FB_IS_RECEIVER (receiver), NULL);

  switch (fb_receiver_get_state (receiver))
    {
    case FB_RECEIVER_STARTING:
      return g_strdup (_ ("Starting…"));
    case FB_RECEIVER_RECEIVING:
      {
        g_autofree char *url = fb_receiver_dup_url (receiver);
        return g_strdup_printf (_ ("Receiving at %s"), url);
      }
    case FB_RECEIVER_FAILED:
      return fb_receiver_dup_problem_title (receiver, settings);
    case FB_RECEIVER_STOPPED:
    default:
      return g_strdup (_ ("Not receiving"));
    }
}
